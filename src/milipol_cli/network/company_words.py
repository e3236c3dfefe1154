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
    africa allemagne america americas apac arabia asia asie australia austria
    belgique belgium benelux brasil brazil canada croatia czech denmark deutschland
    dubai east emea espana europe france germany gulf hellas hrvatska hungary iberia
    iberica india israel italia italy japan korea ksa macedonia malaysia me mena
    middle nederland netherlands norway pacific poland polska portugal qatar romania
    saudi schweiz singapore slovakia spain suisse sweden switzerland turkey turkiye
    uae uk us usa
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
    aerospace and armament armaments arms aviation data defence defense electronics
    elektronik endustri engineering enterprise enterprises equipment export gear
    global havacilik import industries industry int international kalip makina
    makine manufacturing military missile missiles muhendislik optics optik product
    products
    protection safety savunma science security service services silah sistemleri
    solution solutions system systems tactical tech technologies technology techs
    teknoloji teknolojileri trade tradeco trading worldwide
    """
)

# Words that many names begin with.
COMMON = (
    TAIL
    | PLACE
    | CHINA
    | LEGAL
    | _words(
        """
    ace active adaptive advanced agency air alliance alpha american apex applied aqua
    arc armor armour army arrow associated association atlas atom aurora authority
    automotive axis barracuda beta black blue body bolt british bureau business canadian
    cap capital center central centre chamber city civil clear combat comms
    communication communications company composite composites concept control cor core
    council creative critical custom cyber cyclone delta department design development
    digital direct dragon drone drones dynamic dynamics eagle eco edge electric electro
    elite embassy emergency energy european event expert express eye falcon federal fire
    first flex flight fly force forces forensic forensics forum frontier future gamma
    general german ghost giant gold golden government grand green grid guardian hawk
    heavy high home horizon human icon ideal impact independent industrial infinity
    information innovation innovations innovative insight institute integrated
    intelligence intelligent inter invest key king lab laboratory labs land laser law
    lethal life light line link lion live logistics mag magnum management marine
    maritime mass master material materials matrix max media medical mega meta metal
    micro mil milli mind mine ministry mission mobile mobility modern motor motors my
    nano national natural naval net network networks new next night non nonlethal nord
    north nova ocean omega omni one onyx open optical optimum orbit orion pacific
    pavilion phantom phoenix pilot pioneer planet plastic point polar police polytech
    power precision premier prime pro production professional project protect protective
    public pulse quality quantum radar radio ranger rapid raven ready real red remote
    rescue research resource risk river robot robotic robotics rock rocket rover royal
    safe satellite saudi sea secure secured security select sense sensor sensors
    sentinel services shadow shield sierra sigma signal silent silver simulation sky
    skyline smart software solid sonic source south space spark special specialist
    spectra spectrum speed sport sports star state steel storm strategic stream strong
    summit sun super supply support surveillance survival synergy tac target team techno
    tele terra test textile textiles thermal thunder tiger titan top total tour traffic
    training transport travel tri trident triton ultra unified union unique united
    universal university unmanned urban us valley vector vehicle ventures victory video
    viper virtual vision vista visual vital voyager war water wave weapons west white
    wind wings wireless wolf wood works world x zero zone
    """
    )
)

# Words that initials leave out.
SMALL = _words(
    """
    and by d de des du et for l la le les of the und
    """
)
