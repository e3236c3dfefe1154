"""The words in names of companies that do not distinguish one company from another."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Legal forms, at the end of a name.
LEGAL = _words(
    """
    ab ad ag aps as asa bhd bv bvba cc cjsc co company coop coorporation corp
    corporation cv cvba dd dmcc doo dwc ead eei eeig eg eood eurl ev fz fzc fzco fze
    fzllc gesmbh gie gmbh hf inc incorporated jsc jsco kft kg kgaa kk komanditna lda
    limited llc llp lp ltd ltda ltee mbh mchj nv nyrt oao oo ood ooo oy oyj pjsc plc
    private pt pte pty pvt qsc sa sac sal san sanayi sapi sarl sas sasu sau sce sdn
    se sia sirketi sl sli slp slu snc soc sp spa spol spolka sprl sr srl srls sro
    sti tic ticaret uab ug ulc ve wll z zao zoo zrt zs
    """
)

# Legal forms and articles, at its beginning.
FIRST = _words(
    """
    etablissements ets eurl groupe grupa grupo gruppo jsc ooo pt sarl sas sasu snc
    societe ste the uab zao
    """
)

# Countries and parts of the world, at its end.
PLACE = _words(
    """
    africa algeria allemagne america americas apac arabia argentina armenia asia asie
    australia austria azerbaijan bahrain belgique belgium benelux brasil brazil bulgaria
    canada chile colombia croatia cyprus czech denmark deutschland dubai east egypt emea
    emirates espana estonia europe finland france georgia germany greece gulf hellas
    hrvatska hungary iberia iberica india indonesia iraq ireland israel italia italy
    japan jordan kazakhstan kenya korea ksa kuwait latvia lebanon lithuania luxembourg
    macedonia malaysia malta me mena mexico middle morocco nederland netherlands nigeria
    norway oman pacific pakistan peru philippines poland polska portugal qatar romania
    russia saudi schweiz serbia singapore slovakia slovenia south spain suisse sweden
    switzerland taiwan thailand tunisia turkey turkiye uae uk ukraine us usa uzbekistan
    vietnam
    """
)

# Places in China, at its beginning.
CHINA = _words(
    """
    anhui beijing changsha changzhou chengdu china chongqing dalian dongguan foshan
    fujian guangdong guangzhou hangzhou hebei hefei henan hong hubei hunan huzhou
    jiangsu jiangxi jinan kong nanjing ningbo qingdao shandong shanghai shenyang
    shenzen shenzhen sichuan suzhou tianjin wenzhou wuhan wuxi xiamen xian zhejiang
    zhengzhou zhuhai
    """
)

# Words for a group of companies, at its end.
GROUP = _words(
    """
    group groupe grup grupa grupo gruppe gruppo holding holdings
    """
)

# Words for the trade that a company is in, at its end.
TAIL = GROUP | _words(
    """
    aerospace and armament armaments arms aviation bilisim data defence defense
    electronics elektronik endustri engineering enterprise enterprises equipment export
    gear global havacilik hizmetleri import industries industry int international kalip
    magazine makina makine manufacturing military missile missiles muhendislik optics
    optik product products protection safety savunma science security service services
    silah sistemas sistemi sistemler sistemleri solution solutions system systems
    tactical tech technologies technology techs tecnologia tecnologias teknoloji
    teknolojileri trade tradeco trading worldwide yazilim
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
    ace active adaptive advanced affairs agency air alliance alpha apex applied aqua arc
    armada armed armor armour arrow arsenal ascent associated association atlas atom
    aurora authority automotive axis barracuda beta black blue body bolt border bureau
    business cap capital center central centre city civil clear combat commerce comms
    communication communications company composite composites concept control cor core
    council creative critical crystal custom cyber cyclone delta design development
    digital direct dragon drone drones dynamic dynamics eagle eco edge electric electro
    elite emergency energy event expert express eye factory falcon federal finance fire
    first flex flight fly force forces foreign forensic forensics forum frontier future
    gamma general ghost giant gold golden grand great greatwall green grid guardian hawk
    health heavy high home horizon human icon ideal impact independent industrial
    infinity info information innovation innovations innovative insight institute
    integrated intelligence intelligent inter interieur interior invest justice key king
    lab laboratory labs land laser law lethal life light line link lion live logistics
    mag magnum management marine maritime mass master material materials matrix max
    media medical mega meta metal micro mil milli mind mine mission mobile mobility
    modern motor motors my nano national natural naval net network networks new next
    night non nonlethal nord north nova ocean omega omni one onyx open optical optimum
    orbit orion overwatch pacific phantom phoenix pilot pioneer planet plastic point
    polar polytech power precision premier prime pro production professional project
    protect protective public pulse quality quantum radar radio ranger rapid raven ready
    real red remote rescue research resource risk river robot robotic robotics rock
    rocket rover royal safe satellite sea secure secured security select sense sensor
    sensors sentinel services shadow shield sierra sigma signal silent silver simulation
    sky skyline smart software solid sonic source south space spark special specialist
    spectra spectrum speed sport sports star state steel storm strategic stream strong
    summit sun super supply support surveillance survival synergy tac target team techno
    tele terra test textile textiles thermal thunder tiger titan top total tour traffic
    training transport travel tri trident triton ultra unified union unique united
    universal university unmanned urban us valley vector vehicle ventures victory video
    viper virtual vision vista visual vital voyager wall war water wave weapons west
    white wind wings wireless wolf wood works world x zero zone
    """
    )
)

# Words that initials leave out.
SMALL = _words(
    """
    and by d de des du et for l la le les of the und ve
    """
)
