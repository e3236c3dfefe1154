"""The words in names of companies that do not distinguish one company from another."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Spellings of a word, also in other languages; the first one is compared.
_SPELLINGS = """
    associates asociados associados associati associes
    association assc asso assoc
    aviation havacilik
    consulting consultancy danismanlik
    defense defensa defesa difesa savunma verteidigung
    department dept
    drone drones
    electronics electronic elektronik
    engineering engenharia ingenieria ingenierie muhendislik
    enterprises enterprise
    export exp
    import imp
    industries endustri ind industri industrie industry
    institute inst
    international internacional intl
    investment investments
    manufacturing mfg
    national natl
    optics optic optik
    products product produits produkte
    security guvenlik securite seguranca seguridad sicherheit sicurezza
    services hizmetleri service
    solutions solution
    systems sistemas sistemi sistemler sistemleri system systeme systemes
    technology technologie technologies tecnologia tecnologias tecnologies teknoloji
    technology teknolojileri
    textiles tekstil textile
    university univ
"""
ALIKE = {
    word: spelling
    for spelling, *words in map(str.split, _SPELLINGS.strip().splitlines())
    for word in words
}

# Legal forms, at the end of a name.
LEGAL = _words(
    """
    ab ad ag aps as asa bhd bsc bv bvba cc cjsc co company coop coorporation corp
    corporation cv cvba dd dmcc doo dwc ead eei eeig eg eirl eood eurl ev fz fzc
    fzco fze fzllc gesmbh gie gmbh hf inc incorporated jsc jsco kft kg kgaa kk
    komanditna lda limited llc llp lp ltd ltda ltee mbh mchj nv nyrt oao oo ood
    ooo oy oyj pjsc plc private pt pte pty pvt qfz qsc qstp sa sac sal san sanayi
    saoc saog sapi sarl sas sasu sau sce sdn se sia sirketi sl sli slp slu
    snc soc sp spa spc spol spolka sprl sr srl srls sro sti tic ticaret uab ug ulc
    ve wll z zao zoo zrt zs
    """
)

# Legal forms and articles, at its beginning.
FIRST = _words(
    """
    etablissements ets eurl firma groupe grupa grupo gruppo jsc llc ooo pt sarl sas
    sasu sia snc societe ste the tov uab zao
    """
)

# Countries and parts of the world, at its end.
PLACE = _words(
    """
    africa algeria algerie allemagne america americas apac arabia argentina armenia
    asia asie australia austria azerbaijan bahrain belgique belgium benelux brasil
    brazil bulgaria canada ceska chile colombia croatia cyprus czech dach danmark
    denmark deutschland dubai east egypt emea emirates espana estonia europe finland
    france georgia germany greece gulf hellas hispania hrvatska hungary iberia
    iberica india indonesia iraq ireland israel italia italy japan jordan kazakhstan
    kenya korea ksa kuwait latam latvia lebanon lithuania luxembourg macedonia
    magyarorszag malaysia malta maroc me mea mena mexico middle morocco nederland
    netherlands nigeria nordic nordics norge norway oman osterreich pacific pakistan
    peru philippines poland pologne polska portugal qatar romania russia saudi
    scandinavia schweiz serbia singapore slovakia slovenia south spain suisse suomi
    sverige sweden switzerland taiwan thailand tunisia tunisie turkey turkiye uae uk
    ukraine us usa uzbekistan vietnam
    """
)

# Places in China, at its beginning.
CHINA = _words(
    """
    anhui anping baoding beijing changchun changsha changzhou chengdu china
    chongqing dalian dongguan dongying foshan fujian fuzhou gansu guangdong guangxi
    guangzhou guilin guiyang guizhou haerbin hainan hangzhou harbin hebei hefei
    heilongjiang henan hong hongkong hubei huizhou hunan huzhou jiangmen jiangsu
    jiangxi jiaxing jilin jinan jinhua jinjiang kong kunming kunshan lanzhou
    lianyungang liaoning linyi luoyang macau nanchang nanjing nanning nantong ningbo
    qingdao quanzhou rizhao shaanxi shandong shanghai shantou shanxi shaoxing
    shenyang shenzen shenzhen shijiazhuang sichuan suzhou taiyuan taizhou tianjin
    weifang weihai wenzhou wuhan wuhu wuxi xiamen xian xuzhou yangzhou yantai yiwu
    yunnan zhangjiagang zhangzhou zhejiang zhengzhou zhenjiang zhongshan zhuhai
    zhuzhou zibo
    """
)

# Words for a group of companies, at its end.
GROUP = _words(
    """
    group groupe grup grupa grupo gruppe gruppen gruppo holding holdings koncern
    konzern
    """
)

# Words for the trade that a company is in, at its end.
TAIL = GROUP | _words(
    """
    aerospace and applications armament armaments arms aviation bilisim consulting
    data defense distribution electronics engineering enterprises equipment export
    gear global import industries int international kalip magazine makina makine
    manufacturing military missile missiles optics products protection safety
    science security services silah solutions systems tactical tech technology techs
    trade tradeco trading worldwide yazilim
    """
)

# Words for bodies of a state, which others have, too, and for its pavilion.
STATE = _words(
    """
    ambassade army botschaft chamber coast consulate customs department directorate
    douane ejercito embajada embassy gendarmerie government kementerian ministere
    ministerio ministerium ministry navy pavilion pavillon police policia polizei
    polizia
    """
)

# Words for the people of countries, and of parts of the world.
PEOPLE = _words(
    """
    african american arab armenian asian australian austrian belgian brazilian british
    bulgarian canadian chinese croatian czech danish dutch estonian european finnish
    french german greek hellenic hungarian indian indonesian irish israeli italian
    japanese korean latvian lithuanian malaysian norwegian polish portuguese qatari
    romanian russian saudi slovak slovenian spanish swedish swiss turkish ukrainian
    """
)

# Words that many names begin with.
COMMON = (
    TAIL
    | PLACE
    | CHINA
    | LEGAL
    | STATE
    | PEOPLE
    | _words(
        """
    ace active adaptive advanced affairs agency air alliance alpha alpine antares
    apex apollo applied aqua arc archer arctic ares armada armed armor arrow arsenal
    ascent associated association athena atlantic atlas atom aurora authority
    automotive azimut azimuth baltic barracuda bastion beta black blade blue body
    bold bolt border brilliant bureau business cap capital castle center central
    centurion cerberus citadel city civil clear cobra combat comet commerce
    commercial comms communication communications company compass composite
    composites concept connect continental control cor core cosmos council creative
    critical crystal custom cyber cyclone dawn defender delta design development
    digital direct dragon drone dynamic dynamics eagle eclipse eco edge electric
    electro elite emergency energy event everest expert express eye factory faith
    falcon federal finance fire first flash flex flight fly force forces foreign
    forensic forensics forest fortress forum freedom frontier future galaxy gamma
    general genesis ghost giant gladiator gold golden grand great greatwall green
    grid guardian harbour hawk hawkeye health heavy helios hercules heritage hermes
    high home hope horizon human hunter icon ideal impact imperial independent
    industrial infinity info information infrared innovation innovations innovative
    insight institute integrated intelligence intelligent inter interieur interior
    invest invictus island jaguar javelin jupiter justice key king knight kronos lab
    laboratory labs lance land laser law legacy legend legion leopard lethal liberty
    life light line link lion live logistics lynx mag magnum management marine
    maritime mars mass master material materials matrix max media medical mega
    mercury meridian merlin meta metal meteor micro mil milli mind mine mission
    mistral mobile mobility modern motor motors mountain mustang my nano national
    natural naval neptune net network networks new next nexus night non nonlethal
    nord north northstar nova ocean odin olympus omega omni one onyx open optical
    optimum orbit orion osprey overwatch pacific panther paragon patriot pegasus
    phantom phoenix pilot pinnacle pioneer planet plastic point polar polytech power
    precision premier prestige primary prime prince pro production professional
    project protect protective public pulse puma python quality quantum radar radio
    ranger rapid raven ready real red regal remote rescue research resource risk
    river robot robotic robotics rock rocket room rover royal saber sabre safe
    satellite saturn scorpion sea secure secured security select sense sensor
    sensors sentinel sentry services shadow shark shield sierra sigma signal silent
    silver simulation sky skyline smart software solid sonic source south sovereign
    space spark spartan spear special specialist spectra spectrum speed sport sports
    star state steel stellar storm strategic stream strong summit sun sunrise super
    supply support surveillance survival synergy tac target team techno tele terra
    test textiles thermal thor thunder tiger titan top total tour traffic training
    trans transport travel tri trident triton trojan trust typhoon ultra unified
    union unique united universal university unmanned urban us valley vanguard
    vector vehicle ventures venus victory video viking viper virtual vision vista
    visual vital voyager wall war warrior water wave weapons west white wild wind
    wings wireless wolf wood works world x zenith zero zeus zone
    """
    )
)

# Words that initials leave out.
SMALL = _words(
    """
    and by d de des du et for l la le les of the und ve
    """
)
