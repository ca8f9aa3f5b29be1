"""Mentions -> speakers: whom "he", "the ministry" or "Viking" means, and what kind of source that is.

In come the tokens of a text and the mentions beside its quotes, out comes for each mention a name, the first full
form that the text gives, and the words by which its kind is told. Names are resolved by rules: a surname or an
alias goes to the full name, a pronoun to the likeliest figure before it, a bare noun ("the federation") to whoever
was introduced with that noun. Nothing is looked up outside the text but `PEOPLE`, `BODIES` and `WORKS`, lists of
nouns with the kinds of source that they mostly are. They steer: what each of them counts for is learnt.

Work is done only for names and mentions, after one pass over the tokens, and each looks at a bounded stretch of
text: everything is linear in the length of the text.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import add

from .quotes import PAD, Prose, Range

SOURCE_KINDS = (
    "government", "military", "law", "politics", "business", "civil", "expert", "witness", "media", "unnamed",
)
"""The kinds of source; each is defined, with examples, in ``corpus/GUIDE.md``."""
OFFICIAL_KINDS = ("government", "military", "law")
"""The kinds that speak for the state."""


def _plain(phrase: str) -> str:
    """Return a phrase of a list as it is looked up: words in lower case without the endings of owners."""
    return " ".join(word.removesuffix("'s").removesuffix("'") for word in phrase.split("_"))


def _lexicon(**kinds: str) -> dict[str, tuple[str, ...]]:
    """Return the kinds of each noun or phrase, given those of each kind as one string."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, listed in kinds.items():
        for phrase in map(_plain, listed.split()):
            found[phrase] = (*found.get(phrase, ()), kind)
    return found


def _words(text: str) -> frozenset[str]:
    """Return a list of words written as one string."""
    return frozenset(_plain(word) for word in text.split())


PEOPLE = _lexicon(
    government="minister premier chancellor president vice_president prime_minister vice_premier first_minister"
    " secretary undersecretary mayor vice_mayor lord_mayor provost governor lieutenant_governor commissioner"
    " councillor councilman councilwoman councilmember alderman ombudsman ambassador envoy diplomat consul attache"
    " emissary mediator negotiator inspector regulator civil_servant bureaucrat administrator comptroller controller"
    " treasurer auditor auditor_general registrar coroner superintendent county_executive county_clerk"
    " town_clerk city_manager town_manager city_administrator supervisor clerk fire_chief fire_marshal"
    " fire_commissioner firefighter king queen emperor sultan emir monarch prince crown_prince princess head_of_state"
    " press_secretary permanent_secretary cabinet_secretary home_secretary foreign_secretary foreign_minister"
    " finance_minister defence_minister defense_minister interior_minister health_minister business_secretary"
    " health_secretary education_secretary taoiseach czar tsar surgeon_general health_officer medical_officer"
    " chief_medical customs_officer ranger warden first_lady harbour_master harbor_master prefect sub-prefect voivode"
    " intendant postmaster_general spymaster statistician_general rapporteur_general chief_scientist"
    " government_spokesman government_spokeswoman government_spokesperson municipal_architect building_inspector"
    " school_superintendent district_administrator federal_official state_official city_official county_official"
    " health_official election_official government_official local_official municipal_official public_health_director"
    " trade_representative budget_director central_banker"
    " deputy chief_negotiator lord_provost deputy_minister"
    " gov"
    " returning_officer",
    military="soldier general colonel lieutenant_colonel major captain lieutenant sergeant corporal lance_corporal"
    " private admiral rear_admiral vice_admiral commodore commander brigadier marshal airman sailor marine pilot"
    " gunner sniper medic combat_medic infantryman paratrooper trooper recruit conscript reservist legionnaire fighter"
    " mercenary officer staff_sergeant sergeant_major warrant_officer petty_officer midshipman cadet ensign lance"
    " platoon_commander company_commander battalion_commander brigade_commander chief_of_staff chief_of_defence"
    " defence_spokesperson defense_spokesman army_spokesman military_spokesman navy_spokesman air_force_spokesman"
    " commander-in-chief adjutant quartermaster drill_sergeant drone_operator artilleryman tankman grenadier hussar"
    " peacekeeper guerrilla rebel insurgent militiaman partisan military_source serviceman servicewoman troops"
    " foreign_fighter recruiter lt col maj gen capt sgt cpl pte pvt adm brig",
    law="police policeman policewoman police_officer constable chief_constable detective sheriff deputy_sheriff"
    " sheriff's_deputy police_chief chief_of_police superintendent_of_police chief_inspector detective_inspector"
    " detective_sergeant police_spokesman police_spokeswoman police_spokesperson police_sergeant patrolman trooper"
    " investigator prosecutor public_prosecutor state_prosecutor crown_prosecutor district_attorney attorney_general"
    " state_attorney u.s_attorney solicitor_general solicitor barrister lawyer attorney counsel advocate defender"
    " public_defender defence_lawyer defense_lawyer defense_attorney judge justice chief_justice magistrate"
    " sheriff_principal recorder juror jury arbitrator notary bailiff jailer gaoler prison_governor prison_officer"
    " probation_officer parole_officer agent special_agent police_commissioner litigator prosecutor_general procurator"
    " queen's_counsel king's_counsel qc kc det insp supt pc"
    " deputy"
    " officer",
    politics="politician senator congressman congresswoman representative lawmaker legislator parliamentarian mp"
    " mep msp deputy backbencher frontbencher candidate nominee front-runner frontrunner contender challenger"
    " incumbent hopeful rival republican democrat conservative tory liberal_democrat socialist social_democrat"
    " labour_mp libertarian green opposition party_leader party_chairman party_chairwoman party_chair"
    " opposition_leader majority_leader minority_leader house_speaker whip majority_whip minority_whip chief_whip"
    " shadow_minister shadow_secretary shadow_chancellor rapporteur delegate superdelegate campaign_manager"
    " campaign_chairman campaign_spokesman campaign_spokeswoman campaign_aide strategist surrogate canvasser lobbyist"
    " assemblyman assemblywoman state_senator state_representative city_council_member council_member councillor"
    " councilman councilwoman councilmember populist nationalist leftist rightist centrist separatist party_member"
    " party_secretary committee_chairman ranking_member committee_chair coalition_partner sen rep cllr"
    " independent statesman grandee party_official vice-presidential_candidate presidential_candidate"
    " presidential_nominee gubernatorial_candidate senate_candidate parliamentary_candidate",
    business="chief_executive ceo cfo coo cto chief_financial chief_operating chief_technology chief_marketing"
    " executive managing_director founder co-founder cofounder owner co-owner entrepreneur businessman businesswoman"
    " industrialist tycoon magnate billionaire banker investor shareholder stockholder creditor trader broker"
    " stockbroker fund_manager portfolio_manager venture_capitalist board_member sales_director finance_director"
    " marketing_director commercial_director operations_director production_manager plant_manager store_manager"
    " branch_manager factory_manager shift_supervisor salesman saleswoman salesperson seller retailer wholesaler"
    " supplier manufacturer producer exporter importer employer landlord developer builder contractor shipper"
    " shipowner haulier hotelier restaurateur brewer insurer lender carrier operator distributor vendor publicist"
    " advertiser grower landowner realtor estate_agent auctioneer property_developer company_spokesman"
    " company_spokeswoman company_spokesperson founding_partner product_manager head_of_product franchisee franchiser"
    " dealer industry_leader business_leader business_owner farm_owner fabricator steelmaker carmaker automaker"
    " drugmaker chipmaker planemaker miner"
    " chief_executive_officer chief_financial_officer chief_operating_officer salesforce"
    " employer",
    civil="activist campaigner organizer organiser convenor convener unionist trade_unionist union_leader"
    " union_president union_official union_secretary shop_steward branch_secretary general_secretary secretary-general"
    " secretary_general bishop archbishop cardinal pope priest pastor vicar reverend rev rector dean abbot abbess nun"
    " monk friar chaplain imam rabbi mufti ayatollah patriarch metropolitan deacon preacher clergyman clergy elder"
    " mother_superior trustee vice-chancellor vice_chancellor provost headteacher headmaster headmistress principal"
    " club_president club_secretary club_chairman coach team_manager team_principal football_manager"
    " federation_president association_president aid_worker relief_worker humanitarian_worker country_director monitor"
    " observer election_observer mission_head head_of_mission high_commissioner special_rapporteur peace_envoy"
    " fundraiser steward festival_director artistic_director museum_director curator librarian conservationist"
    " environmentalist human_rights_lawyer rights_defender community_leader tribal_leader tribal_chief chieftain"
    " protest_organizer committee_treasurer committee_member club_member church_leader scoutmaster conductor advocates"
    " cycling_advocate student_union_president parent_association_chair hospice_director committee_secretary"
    " guild_master fr"
    " advocate patient_advocate",
    expert="professor prof scholar academic lecturer researcher scientist analyst economist expert specialist"
    " historian sociologist psychologist psychiatrist anthropologist archaeologist geologist seismologist"
    " volcanologist meteorologist forecaster climatologist biologist ecologist botanist zoologist ornithologist"
    " entomologist chemist physicist astronomer mathematician statistician engineer consulting_engineer architect"
    " doctor physician surgeon consultant_surgeon paediatrician pediatrician cardiologist oncologist epidemiologist"
    " virologist immunologist toxicologist pathologist dentist veterinarian vet pharmacist nutritionist dietitian"
    " neurologist dermatologist gynaecologist obstetrician midwife therapist counselor counsellor criminologist"
    " political_scientist pollster demographer linguist philosopher theologian author lead_author co-author"
    " study_author commentator pundit consultant think_tank fellow senior_fellow research_fellow postdoctoral"
    " hydrologist oceanographer glaciologist agronomist forester accountant auditors actuary ethicist bioethicist"
    " jurist legal_scholar constitutional_lawyer tax_expert security_expert military_analyst futurist geneticist"
    " neuroscientist biochemist microbiologist surveyor geographer musicologist art_historian medievalist numismatist"
    " reviewer gp general_practitioner ph.d md technical_adviser technical_advisor restorer",
    witness="resident neighbour neighbor villager local citizen passenger commuter traveller traveler tourist"
    " visitor customer client consumer shopper diner guest patient victim survivor witness eyewitness bystander"
    " onlooker passer-by motorist driver cyclist pedestrian farmer peasant shepherd rancher beekeeper fisherman"
    " fishworker angler hunter worker employee labourer laborer miner docker dockworker steelworker plumber"
    " electrician carpenter mechanic welder fitter mould_fitter foreman baker butcher barber hairdresser tailor"
    " seamstress machinist cook chef waiter waitress bartender shopkeeper shop_assistant cashier cleaner caretaker"
    " janitor porter nurse teacher schoolteacher pupil student schoolboy schoolgirl undergraduate graduate apprentice"
    " trainee parent mother father mum dad widow widower wife husband spouse son daughter brother sister sibling twin"
    " uncle aunt nephew niece cousin grandmother grandfather grandma grandpa grandson granddaughter grandchild"
    " girlfriend boyfriend fiance fiancee partner relative family friend colleague classmate roommate housemate tenant"
    " homeowner householder renter lodger pensioner retiree veteran volunteer member ex-member former_member fan"
    " spectator player footballer goalkeeper striker midfielder athlete runner runners-up runner-up swimmer skier"
    " boxer jockey rider champion gymnast wrestler actor actress singer musician painter artist sculptor poet novelist"
    " filmmaker dancer comedian celebrity model designer photographer refugee migrant immigrant asylum_seeker deportee"
    " detainee prisoner inmate convict defendant accused suspect plaintiff complainant claimant applicant homeless man"
    " woman boy girl child children kid teenager youth toddler person people lady gentleman couple crowd public reader"
    " viewer listeners audience voter taxpayer protester protestor demonstrator marcher picketer worshipper"
    " parishioner churchgoer pilgrim believers congregation mourner hostage evacuee displaced_people castaway rescuer"
    " lifeboatman crew crew_member crewman seafarer trucker truck_driver bus_driver taxi_driver cab_driver"
    " train_driver stationmaster lighthouse_keeper gardener allotment_holder holder user subscriber donor borrower"
    " saver policyholder gamer hiker camper climber walker bather surfer dog-walker postman postwoman courier"
    " freelancer bricklayer roofer plasterer blacksmith groom housewife househusband carer caregiver babysitter nanny"
    " grandparent godmother godfather ex-wife ex-husband constituent alumnus alumna alumni respondent participant"
    " caller shopworker barista bookseller receptionist typist clerks packer stallholder newlywed bride bridegroom"
    " descendant heir mentor protege youngster townspeople islander settler herder nomad everyone everybody"
    " generations majorities",
    media="journalist reporter correspondent columnist editor editor-in-chief broadcaster presenter anchor"
    " anchorman newsreader host talk-show_host podcaster blogger vlogger influencer interviewer moderator press"
    " newsmen newsroom press_corps publisher",
    unnamed="official source critic opponent supporter sceptic skeptic some others many several those somebody"
    " someone anyone insider proponent detractors backers people_familiar person_familiar people_close source_close"
    " hacker few most anonymous circles",
)
"""Nouns for people, with the kinds of source they mostly are; ``_`` joins the words of a phrase."""
BODIES = _lexicon(
    government="government ministry department agency authority regulator commission council county_council"
    " city_council town_council district_council parish_council borough municipality city county district township"
    " village_hall town_hall city_hall administration cabinet chancellery treasury directorate bureau"
    " board_of_elections office watchdog inspectorate registry tax_office central_bank federal_reserve reserve_bank"
    " coastguard coast_guard fire_department fire_brigade fire_service ambulance_service weather_service met_office"
    " hydrological_service health_service nhs health_trust hospitals_trust hospital_trust public_health"
    " health_department health_agency emergency_services consulate embassy state kingdom republic monarchy palace"
    " presidency white_house kremlin downing_street elysee state_department foreign_office home_office"
    " foreign_ministry interior_ministry finance_ministry defence_ministry defense_ministry health_ministry"
    " justice_department labor_department commerce_department treasury_department education_department"
    " election_commission election_office electoral_commission school_board school_district park_service national_park"
    " forest_service statistics_office census_bureau land_office water_department water_board housing_department"
    " planning_department transport_authority port_authority harbour_authority civil_protection social_services"
    " jobcentre regime junta executive_branch benefits_office european_commission eu brussels crown state_council"
    " police_and_crime intelligence_directorate cia nsa nasa epa fda cdc fema irs sec faa ftc fcc usda gao cbo hhs dhs"
    " ice cbp osha ntsb bls ofcom ofsted ofgem hmrc dvla quango legation tourism_board press_office budget_office"
    " prime_minister's_office mayor's_office governor's_office commissioner's_office minister's_office clerk's_office"
    " treasurer's_office president's_office"
    " board trust service"
    " establishment",
    military="army navy air_force armed_forces military forces troops general_staff command high_command"
    " headquarters central_command southern_command northern_command brigade regiment battalion platoon squad squadron"
    " corps division legion garrison unit militia guard national_guard marines fleet flotilla recruitment_centre"
    " recruitment_office pentagon joint_chiefs air_defence air_defense nato special_forces defence_forces"
    " defense_forces territorial_defence rebels paramilitary commando wing artillery infantry cavalry air_wing"
    " force",
    law="police police_force police_department police_service constabulary court supreme_court high_court"
    " appeals_court court_of_appeal tribunal bench prosecution prosecutor's_office prosecutors'_office"
    " attorney's_office attorney_general's_office district_attorney's_office sheriff's_office sheriff's_department"
    " defence_team defense_team law_firm bar_association fbi interpol europol scotland_yard carabinieri gendarmerie"
    " guardia prison prison_service cps dea atf doj inquest coroner's_court grand_jury jury crime_agency fraud_office"
    " police_union_lawyer lapd nypd"
    " force",
    politics="party opposition coalition parliament senate house congress assembly legislature lower_house"
    " upper_house house_of_commons house_of_lords commons lords bundestag knesset duma national_assembly campaign"
    " caucus committee select_committee subcommittee faction bloc front labour_party conservative_party"
    " republican_party democratic_party green_party gop dnc rnc super_pac pac political_class ruling_party"
    " parliamentary_group majority minority camp cdu csu spd afd ukip snp dup sinn_fein likud bjp anc tea_party"
    " national_committee liberals socialists labour left right politburo ticket",
    business="company firm business corporation conglomerate group_plc holding subsidiary manufacturer maker"
    " retailer chain supermarket store shop bank lender insurer airline airport carrier railway_company rail_operator"
    " shipping_line ferry_company operator utility supplier startup start-up enterprise plant factory mill brewery"
    " distillery bakery hotel restaurant refinery smelter mine developer builder contractor consultancy broker"
    " brokerage fund hedge_fund private_equity investment_bank studio label brand platform board_of_directors"
    " management industry trade_association chamber_of_commerce chamber employers'_federation growers'_association"
    " merchants'_association bankers'_association manufacturers'_association retailers'_association farm_groups cartel"
    " consortium joint_venture inc ltd corp plc llc gmbh ag bros partners systems technologies software solutions labs"
    " motors foods beverages pharmaceuticals pharma energy petroleum oil gas steel minerals resources mining metals"
    " chemicals airways railways rail ferries lines shipping logistics freight telecom mobile networks electric"
    " power_company water_company grid insurance mutual assurance capital investments securities financial properties"
    " estates homes construction engineering electronics instruments tools tooling products brewing vineyards farms"
    " markets outfitters resorts casinos google facebook meta amazon apple microsoft twitter uber tesla boeing airbus"
    " toyota volkswagen siemens shell bp exxon walmart goldman_sachs jpmorgan hospital_systems dealership garage salon"
    " landlord warehouse wholesaler cooperative co-op market_stall"
    " board"
    " shares stock",
    civil="union trade_union labour_union labor_union teachers'_union nurses'_union workers'_union farmers'_union"
    " tenants'_union tenants'_league tenants'_group federation confederation association society club league team"
    " football_club guild foundation charity ngo non-governmental campaign_group pressure_group advocacy_group"
    " rights_group human_rights relief_agency aid_agency aid_group humanitarian church diocese archdiocese parish"
    " synod vatican holy_see mosque synagogue temple monastery convent university college faculty academy school"
    " museum gallery theatre theater opera orchestra festival library hospice shelter network alliance movement forum"
    " initiative organisation organization un u.n united_nations unicef unesco unhcr world_health world_bank imf"
    " monetary_fund wto oecd osce african_union arab_league european_union red_cross red_crescent amnesty greenpeace"
    " oxfam wwf caritas save_the_children doctors_without aclu naacp nra planned_parenthood black_lives fifa uefa ioc"
    " olympic_committee consumers' consumer_group patients_group patient_groups residents'_association"
    " neighbours'_association neighborhood_association parents'_association student_union students'_union youth_group"
    " scouts rotary lions_club choir volunteer_group support_group lobby_group conservation_trust wildlife_trust"
    " national_trust community group interfaith mission observer_mission monitoring_mission secretariat panel voice"
    " rescue aid watch development_bank council_of_churches council_of_europe passengers'_forum lawyers'_group"
    " players'_union cricket_club rugby_club yacht_club board_of_trustees trustees"
    " board"
    " brotherhood syndicate fellowship sisterhood",
    expert="institute research_institute research_centre research_center think_tank policy_center policy_centre"
    " laboratory observatory research_group research_team gallup ipsos pew quinnipiac polling_firm pollster"
    " institute_of_technology brookings rand research science_academy royal_society mayo_clinic clinic hospital",
    witness="family household neighbourhood neighborhood crew congregation crowd audience class",
    media="newspaper paper daily weekly tabloid broadsheet magazine journal tv_station television radio"
    " radio_station broadcaster channel news_agency wire_service news outlet media state_media local_media press blog"
    " podcast tv reuters afp ap associated_press bbc cnn fox fox_news nbc abc cbs msnbc npr pbs politico breitbart"
    " huffpost guardian telegraph new_york_times washington_post post herald tribune gazette chronicle courier"
    " bulletin der_spiegel bild le_monde al_jazeera xinhua tass itar-tass interfax bloomberg forbes wikileaks time"
    " newsweek variety billboard",
    unnamed="quarters circles",
)
"""Nouns for bodies, and words in their names."""
WORKS = _lexicon(
    government="decree directive regulation ordinance white_paper communique budget census official_figures"
    " official_statistics decision legislative_audit guidance ministry's forecast advisory treaty agreement"
    " resettlement_agreement"
    " register",
    military="service_record founding_concept field_manual",
    law="lawsuit suit complaint indictment charge_sheet charges ruling verdict judgment judgement affidavit"
    " court_filing court_documents court_papers court_records warrant settlement settlement_agreement testimony plea"
    " injunction subpoena class_action police_report arrest_report autopsy allegations statute law motion",
    politics="manifesto platform mailer ads campaign_ad bill amendment leaflet",
    business="prospectus annual_report earnings_report terms small_print price_list advertisement brochure"
    " product_page application contract warranty trading_statement",
    civil="petition appeal open_letter resolution encyclical minutes newsletter joint_statement",
    expert="study survey poll research review analysis analyses findings experiment trial_results meta-analysis"
    " estimate model opinion_poll polling projection data statistics figures paper_published scientific_report"
    " working_paper dissertation"
    " evaluation measurement assessment test index",
    witness="diary testimonial messages",
    media="letter memo email e-mail document report record logs maintenance_logs filing regulatory_filings"
    " campaign_filings campaign_records film documentary video footage recording transcript cable book biography"
    " memoir article editorial headline obituary lease notice sign placard banner leaked_document internal_document"
    " pay_slips slips invoice receipts archive rule code manual handbook annex page pool_report list map certificate"
    " plaque script rumours rumors tweet post",
)
"""Nouns for what is written, drawn up or filmed, and quoted as if it spoke."""
HEADS = _words(
    "spokesman spokeswoman spokesperson spokespeople representative director chief head leader boss chairman"
    " chairwoman chair chairperson vice-chair president vice-president vice_president secretary treasurer staff"
    " official officer member employee worker adviser advisor aide deputy manager coordinator press_office"
    " press_service press_department press_service media_office communications_department communications_team chief_of_staff legal_department lawyer attorney solicitor barrister"
    " counsel board management leadership executive delegate envoy founder co-founder owner organiser organizer"
    " engineer scientist expert researcher economist analyst doctor insider source veteran inspector office"
    " statement letter report website site notice memo survey study figures ledger response reply answer vice_chairman"
    " director_general general_manager supervisor principal superintendent commander critic supporter author editor architect historian agent"
)
"""Nouns whose kind is that of whom they speak, work or stand for: "a spokesman for the airline"."""
CARRIERS = HEADS & _words(
    "spokesman spokeswoman spokesperson spokespeople representative director chief head leader boss chairman chairwoman"
    " chair chairperson vice-chair president vice-president vice_president secretary treasurer staff official officer"
    " member employee worker adviser advisor aide deputy manager coordinator press_office press_service chief_of_staff"
    " press_department media_office communications_department communications_team board management leadership"
    " delegate envoy office statement website site response reply answer vice_chairman director_general"
)
"""Those of them that tell nothing more once it is known for whom."""
STATES = _words(
    "afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus"
    " belgium bolivia bosnia botswana brazil britain bulgaria cambodia cameroon canada chad chile china colombia"
    " congo croatia cuba cyprus czechia denmark ecuador egypt england eritrea estonia ethiopia finland france"
    " germany ghana greece guatemala haiti honduras hungary iceland india indonesia iran iraq ireland israel italy"
    " jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon libya lithuania luxembourg"
    " malaysia mali malta mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands"
    " nicaragua niger nigeria norway oman pakistan panama paraguay peru philippines poland portugal qatar romania"
    " russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria"
    " taiwan tajikistan tanzania thailand tunisia turkey türkiye uganda ukraine uruguay uzbekistan venezuela vietnam"
    " wales yemen zambia zimbabwe beijing moscow washington london paris berlin rome madrid tokyo seoul pyongyang"
    " tehran ankara cairo kyiv kiev warsaw budapest vienna athens lisbon dublin ottawa canberra delhi islamabad kabul"
    " baghdad damascus riyadh jerusalem brussels hanoi jakarta manila bangkok taipei u.s u.k usa"
)
"""Countries and capitals: named as a speaker, they stand for their governments."""
TITLES = _words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron count countess hon president premier"
    " minister senator sen rep representative congressman congresswoman governor gov mayor judge justice magistrate"
    " chief captain capt major maj colonel col lieutenant lt general gen sergeant sgt corporal cpl private pte"
    " pvt officer constable sheriff detective det inspector insp superintendent supt deputy undersecretary secretary"
    " king queen emperor prince princess pope bishop archbishop cardinal father fr mother sister brother reverend rev"
    " rabbi imam chancellor ambassador commissioner councillor cllr councilman councilwoman alderman supervisor"
    " director chairman chairwoman chairperson chair coach attorney prosecutor solicitor former ex foreign interior"
    " defence defense finance spokesman spokeswoman spokesperson speaker leader admiral commander commodore brigadier"
    " marshal mp mep msp qc kc pc dc ceo cfo executive manager head whip principal headteacher provost treasurer"
    " trustee coordinator organizer economist analyst historian researcher engineer pastor vicar sheikh ayatollah"
    " democrat republican actor actress singer author columnist host editor founder owner lawyer agent trooper pilot"
    " honour honor"
)
"""Words, often with a capital, that stand before a person's name and are no part of it."""
TRADES = _words("farmer fisherman baker neighbour neighbor resident student teacher nurse driver activist campaigner"
                " volunteer veteran pensioner widow grandmother mother biologist geologist poet brothers sisters old"
                " miner seller owner retired local union")
"""The same where they begin a sentence; inside one, a capital would make them a name."""
PORTFOLIO = _words("of the and & state foreign affairs interior defence defense finance health education justice labor"
                   " labour commerce treasury energy agriculture transport transportation culture war homeland"
                   " security trade economy environment exchequer")
"""Words that stand between "Minister" or "Secretary of" and a name."""
CALENDAR = _words("monday tuesday wednesday thursday friday saturday sunday january february march april june july"
                  " august september october november december christmas easter ramadan")
"""Words with a capital that name nobody."""
PARTICLES = _words("de da di del della van von der den la le el al bin ben ibn ter ten dos du und y")
SHORTENED = _words("corp inc ltd co jr sr bros st mr mrs ms dr prof gov sen rep gen col lt sgt capt maj cpl det insp supt"
                   " rev fr hon cllr no")
"""Words after which a full stop may stand inside a name."""
ALIAS = _words("alias nicknamed dubbed called known knows call")
DEMONYMS = _words(
    "american british english scottish welsh irish french german dutch danish swedish norwegian finnish polish czech"
    " slovak hungarian austrian swiss italian spanish portuguese greek turkish russian ukrainian belarusian georgian"
    " armenian serbian croatian bulgarian romanian albanian estonian latvian lithuanian israeli palestinian jewish"
    " arab syrian lebanese jordanian egyptian libyan tunisian moroccan algerian iraqi iranian saudi yemeni kurdish"
    " afghan pakistani indian bangladeshi nepali chinese japanese korean taiwanese vietnamese thai filipino indonesian"
    " malaysian australian canadian mexican cuban brazilian argentine chilean colombian venezuelan nigerian ghanaian"
    " kenyan ethiopian somali sudanese congolese african asian european western eastern northern southern latino"
    " hispanic muslim islamic christian catholic protestant orthodox hindu sikh buddhist dane swede finn pole czech"
    " dutchman englishman frenchman briton spaniard turk arab jew norwegian californian texan londoner"
)
"""Adjectives and nouns of peoples and faiths: alone, they name nobody."""
NOT_MEANT = _words("in at from to near into through across outside around")
"""Prepositions behind which a name is rather a place."""
WOMEN = _words(
    "mrs ms miss lady dame madam countess baroness queen princess mother sister spokeswoman chairwoman"
    " congresswoman councilwoman policewoman woman girl widow wife daughter grandmother aunt niece actress waitress"
    " headmistress abbess nun housewife saleswoman businesswoman mum mom mary patricia jennifer linda elizabeth"
    " barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol"
    " amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda"
    " pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane"
    " ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah"
    " jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia"
    " grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla"
    " alexis lori hillary ivanka melania angela marine carly megyn nikki kamala theresa ingrid karin astrid sofia"
    " elena irina olga natalia svetlana tatiana fatima aisha amina leila yasmin mei priya anjali ines lucia carmen"
    " rosa claire fiona eileen maureen niamh siobhan gillian hazel wendy tracy jill kate anne jane sally lucy ellen"
    " beth tina becky paula alison yvonne joanne lorna moira sheila agnes vera clara ida edith elsa linn"
)
MEN = _words(
    "mr sir lord king prince father brother pope spokesman chairman congressman councilman policeman man boy husband"
    " son grandfather uncle nephew salesman businessman fisherman postman dad gentleman monk priest"
    " james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony mark"
    " donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary"
    " nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick"
    " raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle ethan walter noah jeremy"
    " christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce"
    " gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley"
    " philip eugene barack bernie ted marco jeb mitch mike bill jim tom bob ben dan ken ron don chris matt jeff greg"
    " tim steve rick ray sam max leo otto karl hans klaus jan lars sven nils olaf erik ivan dmitry vladimir sergei"
    " boris igor oleg viktor pavel mohammed muhammad ahmed ali hassan omar ibrahim yusuf abdul hamid samir carlos luis"
    " miguel pedro antonio manuel francisco diego pierre jacques jean-claude luca marco giovanni hiroshi kenji wei"
    " liam owen gareth hugh neil colin derek trevor nigel graham stuart gordon malcolm leonard stanley ernest earl"
    " malcolm rupert dominic simon martin josef emil milan taras marek tomas henrik stefan anders per olav"
)
"""Titles, nouns and first names by which a "she" or a "he" finds its owner."""
STATEMENTS = _words("statement release communique reply response answer website site ledger")
"""Works that speak for whoever spoke last: "the statement said"."""
COMPANIES = _words("company firm group business organisation organization agency body force charity corporation"
                   " manufacturer airline bank charity operator supplier insurer retailer union trust authority"
                   " club school party movement country team office")
"""Nouns that may stand for a body whose name does not hold them."""
RELATIVE = frozenset(("who", "which", "that", "whom"))
MASSES = frozenset(("police", "people", "staff", "troops", "crew", "press", "public", "government", "management"))
"""Nouns that stand for themselves wherever they stand without an article."""
PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "herself": "she", "it": "it",
    "its": "it", "itself": "it", "they": "they", "them": "they", "their": "they", "themselves": "they", "i": "i",
    "my": "i", "me": "i", "we": "we", "our": "we", "us": "we", "you": "you", "your": "you",
}
"""Pronouns, each with the form that stands for all of its cases."""
POSSESSIVE = frozenset(("his", "her", "its", "their"))
ARTICLES, DEFINITE = frozenset(("the", "a", "an")), frozenset(("the", "this", "that"))
FILLERS = _words("same own said larger smaller bigger three-member two-member five-member latter former whole new old other first very the a an ' and current")
"""Words before a noun that tell nothing of who is meant."""
NO_FIGURE = frozenset(("no", "each", "every", "any", "some", "all"))
"""Words before a noun that point to nobody."""
SHORT_TITLES = {
    "senator": "sen", "governor": "gov", "representative": "rep", "congressman": "rep", "congresswoman": "rep",
    "general": "gen", "colonel": "col", "captain": "capt", "sergeant": "sgt", "lieutenant": "lt", "professor": "prof",
    "doctor": "dr", "physician": "dr", "pastor": "rev", "inspector": "insp", "detective": "det", "councillor": "cllr",
}
"""Nouns for those who are introduced by a title."""
OPENERS = frozenset(("who", "whose", "which", "that", "whom", "where"))
"""Words that begin a clause about the one named before."""
MODIFIERS = frozenset(("word", "-s", "-ing", "-ed", "name", "first name", "number", "owner"))
"""Classes of the words before a head noun."""
PHRASE = MODIFIERS | {"determiner", "possessive", "preposition"}
TRADE_ENDINGS = ("er", "or", "ist", "ian", "man", "woman")
"""Endings of nouns for what somebody does."""
SAYING = _words("said says say added adds told tells according wrote writes stated states warned replied asked asks and"
                " recalled insisted argued explained explains declared announced reported noted")
"""Words before a name that are no title of it."""
DEEDS = {
    word: (kind,)
    for kind, words in {
        "expert": "teaches taught studies studied researches researched advises lectures analyses analyzes",
        "civil": "chairs leads heads coordinates organises organizes campaigns founded represents",
        "business": "owns manages invests sells imports exports employs",
        "witness": "lives lived lost bought came moved grew grows raised raises plays played works worked drives drove"
                   " attended watched married survived volunteers volunteered moved fled saw heard waited arrived brought"
                   " keeps grows uses studies travelled traveled escaped served",
        "politics": "ran won voted represents chairs sponsored campaigned lost",
        "military": "fought serves served commands commanded enlisted deployed",
        "law": "prosecuted defended represented investigated presided sentenced arrested",
    }.items()
    for word in words.split()
}
"""Verbs of what is told about somebody, with the kind of source that does so."""
OWNING = frozenset(("determiner", "possessive", "word", "-s", "name", "number", "owner"))
"""Classes of the words behind "of" that belong to a noun phrase."""
VAGUE = frozenset(("witness", "unnamed"))
"""Kinds that the words of a name, and the nouns beside one, do not tell."""
AFFILIATING = frozenset(("of", "for", "at", "with", "from", "by"))
"""Prepositions behind which stands whom somebody belongs to."""
HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "sir", "dame", "lady", "lord"))
NO_NOUN = frozenset(("determiner", "possessive", "pronoun", "coordinator", "adverb"))
ENDINGS = frozenset(("comma", "stop", "quote", "semicolon", "colon", "bracket", "modal"))
"""Classes of the tokens that end a description."""
KNOWN = ("head ", "heads ", "title ", "for government", "for military", "for law", "for politics", "for business",
         "for civil", "for expert", "for media")
"""Beginnings of the keys after which a kind is mostly told."""
NOBODY = ("nobody",)
"""The keys of a mention that means nobody the text tells of."""


LEXICON: dict[str, tuple[str, ...]] = {}
"""Every noun and phrase of the three lists with its kinds."""
for _listed in (PEOPLE, BODIES, WORKS):
    for _phrase, _kinds in _listed.items():
        LEXICON[_phrase] = tuple(dict.fromkeys((*LEXICON.get(_phrase, ()), *_kinds)))

FIRST_WORDS = frozenset(phrase.split()[0] for phrase in LEXICON if " " in phrase)
PHRASES_WITH_OF = frozenset(
    " ".join(phrase.split()[:3]) for phrase in (*LEXICON, *HEADS) if " of " in phrase
)
LONGEST_PHRASE = 3
"""Words of the longest phrases of the lists."""
LONGEST_DESCRIPTION = 16
"""Tokens of a description that are read: more than nineteen in twenty of our annotated speakers have."""
MOST_LOOKED_AT = 24
"""Names, or places of a noun, among which one is looked for: more stand too far away to be meant."""
NEAR = 8
"""Tokens between a name and the alias, or the noun, that is said to be the same."""
FAR = 3
"""Sentences before a pronoun among which its owner is looked for: as far as reaches in our annotated quotes."""
MOST_PLACES = 4
"""Places of a name at which it is read what is said of it: who somebody is stands at the first."""
HEADLINE = 0.6
"""Share of capitals in a sentence from which it is a headline with capitals throughout, which make no names."""
RANK = {"sentence": -1.0, "subject": 0.8, "spoke": 1.2, "unsure": -0.6, "unnamed": -0.4}
"""What counts for a figure to be meant by a pronoun: each sentence back, being named first in its sentence, having
spoken last, and being perhaps no person (or body) at all; set by hand on half of our annotated stories."""
PARTY = re.compile(r"(?:[rd]|lab|con|ind|lib)-[a-z]+|[rd]")
"""What stands in brackets or behind a comma after a politician's name: R-Texas, D."""


@lru_cache(maxsize=1 << 13)
def kinds_of(phrase: str) -> tuple[str, ...]:
    """Return the kinds that the lists give a noun or phrase, in the singular or plural; none for other words.

    Examples
    --------
    >>> kinds_of("ministries"), kinds_of("hat")
    (('government',), ())
    """
    return next((LEXICON[form] for form in _forms(phrase) if form in LEXICON), ())


def _forms(phrase: str) -> Iterator[str]:
    """Yield a word and what can be its singular."""
    yield phrase
    for ending, singular in (("s", ""), ("es", ""), ("ies", "y"), ("men", "man"), ("people", "person")):
        if phrase.endswith(ending):
            yield phrase.removesuffix(ending) + singular


@lru_cache(maxsize=1 << 13)
def _sort(word: str) -> str | None:
    """Return whether a noun names a person, a body or a work."""
    for form in _forms(word):
        for sort, listed in (("person", PEOPLE), ("body", BODIES), ("work", WORKS)):
            if form in listed:
                return sort
        if form in HEADS:
            return "person"
    return None


@dataclass(frozen=True)
class Speaker:
    """Whom a mention means.

    Attributes
    ----------
    name : str or None
        The first full form in the text, or the description; None where a pronoun meets nobody.
    words : tuple of str
        What tells the kind of source, as keys; the same for all mentions of one speaker.
    """

    name: str | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class Kinds:
    """How much each key speaks for each kind of source.

    Attributes
    ----------
    weights : mapping of str to tuple of float
        By key, one weight for each of `SOURCE_KINDS`.
    bias : tuple of float
    """

    weights: Mapping[str, tuple[float, ...]]
    bias: tuple[float, ...]

    def kind(self, speaker: Speaker | None) -> str:
        """Return the kind of source that a speaker most likely is; "unnamed" for nobody."""
        if speaker is None:
            return "unnamed"
        scores = self.bias
        for key in speaker.words:
            if key in self.weights:
                scores = tuple(map(add, scores, self.weights[key]))
        return SOURCE_KINDS[max(range(len(scores)), key=scores.__getitem__)]


@dataclass(eq=False)
class Entity:
    """Somebody or something that a text names or describes.

    Attributes
    ----------
    name : str
    sort : str
        "person", "body", "place"; "name" where it cannot be told; "work" for what is written.
    places : list of (int, int)
        Tokens of the names and descriptions, in order.
    plural : bool
    woman : bool or None
        None where it cannot be told.
    named : bool
        Whether it has a name of its own.
    owner : Entity or None
        The one in whose name a description is given.
    """

    name: str
    sort: str
    places: list[Range]
    plural: bool = False
    woman: bool | None = None
    named: bool = True
    owner: "Entity | None" = None


# --- names -----------------------------------------------------------------------------------------------------


class Names:
    """The runs of capitalised words of a text that name somebody or something, titles left out.

    Attributes
    ----------
    runs : list of (int, int)
    starts, ends : dict of int to int
        The run that begins at a token, and the one that ends before it.
    """

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        capitals = [i for i, kind in enumerate(prose.classes) if kind in ("name", "first name")]
        count = Counter(prose.sentence[i] for i in capitals)
        self.headlines = {
            at for at, n in count.items() if n > 3 and n > HEADLINE * (prose.sentences[at][1] - prose.sentences[at][0])
        }
        self.known = {
            prose.lower[i]
            for i in capitals if prose.classes[i] == "name" and prose.sentence[i] not in self.headlines
        }
        self.runs: list[Range] = []
        end = 0
        for i in capitals:
            if i >= end and self._is_name(i):
                end = self._end(i)
                self.runs += self._bare(i, end)
        self.starts = {run[0]: number for number, run in enumerate(self.runs)}
        self.ends = {run[1]: number for number, run in enumerate(self.runs)}

    def _is_name(self, i: int) -> bool:
        """Tell whether a token can be part of a name: at the start of a sentence only with evidence."""
        kind, low = self.prose.classes[i], self.prose.lower[i]
        if kind not in ("name", "first name") or low in CALENDAR:
            return False
        bare = low.removesuffix("'s")
        if kind == "name":
            return self.prose.sentence[i] not in self.headlines or bare in self.known or low in self.known
        initial = len(low) == 1 and self.prose.lower[i + 1] == "." and self.prose.classes[i + 2] == "name"
        return bare in self.known or bare in WOMEN or bare in MEN or self.prose.classes[i + 1] == "name" or initial

    def _end(self, first: int) -> int:
        """Return the token after a run that begins at a token."""
        lower, i = self.prose.lower, first + 1
        while True:
            if lower[i - 1].endswith("'s") and not self._keeps_owner(i):
                return i
            step = 1 if self._is_name(i) else self._bridge(first, i)
            if not step:
                return i + (lower[i] == "." and (lower[i - 1] in SHORTENED or len(lower[i - 1]) == 1 or "." in lower[i - 1]))
            i += step

    def _keeps_owner(self, i: int) -> bool:
        """Tell whether the name goes on behind a possessive: "Children's Fund", "St Fillan's Hospice"."""
        owner = self.prose.lower[i - 1].removesuffix("'s")
        saint = self.prose.lower[i - 2] in ("st", ".")
        return self._is_name(i) and (saint or (owner not in self.known and bool(kinds_of(owner))))

    def _bridge(self, first: int, i: int) -> int:
        """Return how many tokens join the name before a token to one behind it; 0 for none."""
        lower, before = self.prose.lower, self.prose.lower[i - 1]
        word = lower[i]
        if self._is_name(i + 1):
            if word == ".":
                return int(len(before) == 1 or before in SHORTENED or "." in before)
            if word == "and":
                return int("of" in lower[first:i] or (i - first == 1 and _sort(lower[i + 2]) == "body" and self._is_name(i + 2)))
            if word in ("'", "&"):
                return int(word == "&" or before.endswith("s"))
            if word in PARTICLES:
                return 1
            if self.prose.words[i][0].isupper() and self.prose.classes[i] == "preposition":  # Per Stade
                return 1
        if self.prose.words[i] == "May":  # Theresa May
            return 1
        return self._of(first, i) if word in ("of", "for", "without", "against") else 0

    def _of(self, first: int, i: int) -> int:
        """Return how many tokens join the name of a body, or an office, to what it is a body of."""
        lower, before = self.prose.lower, self.prose.lower[i - 1]
        after = i + 1 + (lower[i + 1] == "the")
        if not self._is_name(after):
            return 0
        if before in BODIES or "of" in lower[first:i] or "for" in lower[first:i] or (before.endswith("s") and before[:-1] in BODIES) or before in ("institute", "secretary-general"):
            return after - i
        return after - i if before in TITLES and lower[after] in PORTFOLIO else 0

    def _bare(self, first: int, end: int) -> list[Range]:
        """Return a run without the titles before it; none where nothing is left."""
        lower = self.prose.lower
        last = end - 2 if lower[end - 1] == "." and end - first > 1 else end - 1
        body = _sort(lower[last].removesuffix("'s")) == "body" or _sort(" ".join(lower[last - 1 : last + 1])) == "body" or any(
            w == "of" and lower[j - 1] in BODIES for j, w in enumerate(lower[first:end], first)
        )
        start = first
        if not body:
            titles = [j for j in range(first, last) if lower[j] in TITLES and lower[j + 1] not in ("jr", "sr")]
            if titles:
                start = titles[-1] + 1
                while start < last and (lower[start] in PORTFOLIO or lower[start] == "."):
                    start += 1
            elif (self.prose.classes[first] == "first name" and lower[first] in TRADES) or (
                last > first + 1 and _sort(lower[first]) == "person"
            ):
                start += 1
        elif self.prose.classes[first - 1] == "number" and lower[first - 1][-2:] in ("st", "nd", "rd", "th"):
            start -= 1
        if start == last and (lower[start] in TITLES or lower[start] in CALENDAR):
            return []
        return [(start, end)]


# --- the cast ----------------------------------------------------------------------------------------------------


class Cast:
    """Everybody and everything that a text names."""

    def __init__(self, prose: Prose) -> None:
        self.prose, self.names = prose, Names(prose)
        self.of_run: list[Entity | None] = [None] * len(self.names.runs)
        self._full: dict[str, Entity] = {}
        self._by_word: dict[str, list[Entity]] = {}
        self._described: dict[str, Entity] = {}
        self._count: Counter[Entity] = Counter()
        self.hints: dict[Entity, set[str]] = {}
        self._seen: dict[int, list[tuple[int, Entity, bool]]] = {}
        for number, run in enumerate(self.names.runs):
            if run[1] - run[0] > 1:
                self.of_run[number] = self._meet(run)
        self._learn_aliases()
        for number, run in enumerate(self.names.runs):
            entity = self.of_run[number] = self.of_run[number] or self._recognise(run)
            if entity:
                self._count[entity] += 1
        for entity in dict.fromkeys(self.of_run):
            if entity:
                entity.places.sort()

    def text(self, tokens: Range) -> str:
        """Return the text of a token range on one line, without the ending of an owner."""
        start, end = self.prose.range(tokens)
        name = " ".join(self.prose.text[start:end].split())
        return name.removesuffix("'s").removesuffix("’s")

    def _meet(self, run: Range) -> Entity:
        """Return the entity of a name of several words, a new one if it is not known."""
        name = self.text(run)
        key = name.lower().rstrip(".")
        known = self._full.get(key) or self._longer(key, run)
        if known is None:
            known = self._full[key] = Entity(name, self._sort_of(run), [], woman=self._is_woman(run))
            lower = self.prose.lower
            for word in {lower[run[0]], lower[run[1] - 1 - (lower[run[1] - 1] == ".")].removesuffix("'s"), _initials(name)}:
                if known.sort == "person" or not (kinds_of(word) or word in TITLES):
                    self._by_word.setdefault(word, []).append(known)
        known.places.append(run)
        return known

    def _longer(self, key: str, run: Range) -> Entity | None:
        """Return the known entity whose name begins or ends with a shorter one, or is itself the shorter one."""
        for word in (self.prose.lower[run[0]], self.prose.lower[run[1] - 1].removesuffix("'s")):
            for known in self._by_word.get(word, ())[-MOST_LOOKED_AT:]:
                name = known.name.lower().rstrip(".")
                if f"{name} ".startswith(f"{key} ") or f" {name}".endswith(f" {key}"):
                    return known
                if f"{key} ".startswith(f"{name} ") and known.sort != "person":
                    known.name = self.text(run)
                    return known
        return None

    def _learn_aliases(self) -> None:
        """Take in by which other names somebody is known, where that is said close behind the name."""
        prose, ends = self.prose, self.names.ends
        for number, run in enumerate(self.names.runs):
            entity = self.of_run[number - 1] if number else None
            if run[1] - run[0] == 1 and prose.words[run[0] - 1] == "(" and entity and ends.get(run[0] - 1) == number - 1:
                self._by_word.setdefault(prose.lower[run[0]], []).insert(0, entity)
        for i in [i for i, word in enumerate(prose.lower) if word in ALIAS]:
            back = next((ends[j] for j in range(i + 1, max(0, i - NEAR), -1) if j in ends), None)
            entity = self.of_run[back] if back is not None else None
            if entity and entity.sort != "body" and prose.sentence[entity.places[-1][0]] == prose.sentence[i]:
                for j in range(i + 1, min(i + 5, len(prose.words))):
                    if prose.classes[j] == "name" or (prose.quotation[j] >= 0 and prose.classes[j] == "word"):
                        self._by_word.setdefault(prose.lower[j], []).insert(0, entity)
                        break

    def _recognise(self, run: Range) -> Entity | None:
        """Return the entity of a single name: somebody named in full, else a new one; None for a common noun."""
        low = self.prose.lower[run[0]].removesuffix("'s")
        woman = self._is_woman(run)
        full = [e for e in self._by_word.get(low, ())[-MOST_LOOKED_AT:] if woman is None or e.woman in (None, woman)]
        before = [e for e in full if e.places[0][0] < run[0]] or full[:1]
        if before:
            known = max(before, key=lambda e: (e.name.lower().endswith(low), self._count[e]))
            if known.woman is None:
                known.woman = woman
            known.places.append(run)
            return known
        if low in DEMONYMS:
            return None
        if kinds_of(low) and low not in STATES and self.prose.lower[run[0] - 1] not in TITLES and not self.prose.words[run[0]].isupper():
            return None
        known = self._full.get(low)
        if known is None:
            known = self._full[low] = Entity(self.text(run), self._sort_of(run), [], woman=woman)
        known.places.append(run)
        return known

    def _title(self, run: Range) -> str:
        """Return the word before a name, its full stop left out."""
        before = self.prose.lower[run[0] - 1]
        return self.prose.lower[run[0] - 2] if before == "." else before

    def _is_woman(self, run: Range) -> bool | None:
        """Tell by the title before a name, or the first name, whether it is a woman's."""
        for word in (self._title(run), self.prose.lower[run[0]].removesuffix("'s")):
            if word in WOMEN:
                return True
            if word in MEN:
                return False
        return None

    def _sort_of(self, run: Range) -> str:
        """Return whether a name is a person's, a body's or a place's; "name" where it cannot be told."""
        lower, (first, end) = self.prose.lower, run
        last = lower[end - 1 - (lower[end - 1] == ".")].removesuffix("'s")
        title = self._title(run)
        if title in TITLES or _sort(title) == "person" or lower[first] in WOMEN or lower[first] in MEN:
            return "person"
        if end - first > 1 and any(_sort(w) == "body" or w in ("of", "for") for w in lower[first:end]):
            return "body"
        if lower[end] == "," and (self.prose.classes[end + 1] == "number" or lower[end + 1] == "who"):
            return "person"
        if last in STATES or (self.prose.words[first].isupper() and len(lower[first]) > 1) or kinds_of(last):
            return "body"
        if title == "the":
            return "body"
        return "place" if title in NOT_MEANT else "name"

    # --- mentions --------------------------------------------------------------------------------------------------

    def core(self, mention: Range) -> Range:
        """Return a mention up to its first comma, bracket or relative pronoun."""
        first, end = mention
        for i in range(first + 1, end):
            if self.prose.classes[i] in ("comma", "bracket", "semicolon", "dash"):
                return first, i
        return mention

    def named(self, mention: Range) -> Entity | None:
        """Return the entity whose name is the head of a mention, or stands in its apposition."""
        first, end = self.core(mention)
        found = self._head_run(first, end)
        for i in range(first + 1, end):
            if i in self.names.starts and self.prose.lower[i - 1] in ("named", "called", "itself", "himself", "herself", "sign"):
                found = self.names.starts[i]
        if found is None and self.prose.classes[end] == "comma":
            found = self._in_apposition(end + 1, mention[1])
        if found is None and end - first == 1 and self.prose.classes[first] == "first name":
            return self._recognise((first, end))
        return self.of_run[found] if found is not None else None

    def _head_run(self, first: int, end: int) -> int | None:
        """Return the run with which a noun phrase ends before its first preposition."""
        classes, i, found = self.prose.classes, first, None
        while i < end:
            number = self.names.starts.get(i)
            if number is not None:
                found, i = number, self.names.runs[number][1]
                continue
            if i > first and classes[i] in ("preposition", "-ing", "pronoun", "question") or (classes[i] == "-ed" and _sort(self.prose.lower[i - 1])):
                break
            if classes[i] == "coordinator":
                return None
            if classes[i] != "stop":
                found = None
            i += 1
        return found

    def _in_apposition(self, first: int, end: int) -> int | None:
        """Return the run that is the whole of the part of a mention behind a comma."""
        for i in range(first, min(first + 4, end)):
            number = self.names.starts.get(i)
            if number is not None:
                run = self.names.runs[number]
                whole = run[1] >= end or self.prose.classes[run[1]] in ("comma", "preposition")
                return number if whole and self.of_run[number] else None
        return None

    def head(self, first: int, end: int) -> int:
        """Return the head noun of a noun phrase: its last word before a preposition or a verb's form."""
        classes = self.prose.classes
        for i in range(first + 1, end):
            if classes[i] in ("preposition", "coordinator", "comma", "pronoun", "question", "auxiliary") or self.prose.lower[i] in OPENERS or (
                classes[i] in ("-ing", "-ed", "question") and _sort(self.prose.lower[i - 1])
            ):
                return i - 1
        return end - 1

    def described(self, mention: Range) -> Entity:
        """Return whom a description means: somebody introduced with its noun, else the one so described."""
        prose, (first, end) = self.prose, self.core(mention)
        h = self.head(first, end)
        noun = prose.lower[h].removesuffix("'s")
        inner = first + (prose.classes[first] in ("determiner", "possessive") and end - first > 1)
        others = {w.removesuffix("'s") for w in prose.lower[inner:h]} - FILLERS
        lone = inner == first == h and prose.words[h][0].isupper() and not noun.endswith("s") and noun not in MASSES
        definite = prose.lower[first] in DEFINITE or lone
        if definite and h == end - 1:
            found = self.introduced(noun, others, first)
            if found:
                found.places.append(mention)
                return found
        return self._describe((first if prose.lower[first] not in ARTICLES else inner, end), h, mention)

    def _describe(self, tokens: Range, head: int, mention: Range) -> Entity:
        """Return the one entity of a description."""
        name = self.text(tokens)
        known = self._described.get(name.lower())
        if known is None:
            noun = self.prose.lower[head].removesuffix("'s")
            plural = noun.endswith(("s", "men", "children")) and not noun.endswith("ss") and _sort(noun) != "work"
            woman = True if noun in WOMEN else False if noun in MEN else None
            known = Entity(name, _sort(noun) or "work", [], plural or noun in MASSES, woman, named=False)
            self._described[name.lower()] = known
        known.places.append(mention)
        return known

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """The tokens of each word."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.prose.lower):
            found.setdefault(word, []).append(i)
        return found

    def introduced(self, noun: str, others: set[str], place: int) -> Entity | None:
        """Return who was introduced with a noun, and with the other words of a description, if there are any."""
        where = self.where.get(noun, [])
        if noun in SHORT_TITLES:
            where = sorted((*where, *self.where.get(SHORT_TITLES[noun], ())))
        at = bisect_left(where, place)
        before = where[:at]
        for i in (*reversed(before[-MOST_LOOKED_AT:]), *where[at : at + MOST_LOOKED_AT]):
            found = self._bearer(i, noun)
            if found and (not others or others <= self._around(i, found)):
                return found
        if others or noun.endswith("s"):
            return None
        return next(filter(None, map(self._fuller, before[:MOST_LOOKED_AT])), None) or self._stand_in(noun, place)

    def _around(self, i: int, entity: Entity) -> set[str]:
        """Return the words of an entity's name and those before a noun."""
        return {*entity.name.lower().split(), *(w.removesuffix("'s") for w in self.prose.lower[max(0, i - NEAR) : i])}

    def _bearer(self, i: int, noun: str) -> Entity | None:
        """Return whose name holds, or stands beside, a noun at a token."""
        names, sort = self.names, _sort(noun)
        for j in range(i, max(-1, i - NEAR), -1):
            number = names.starts.get(j)
            if number is not None:
                entity = self.of_run[number]
                inside = names.runs[number][1] > i
                if inside and entity and entity.sort != "person" and entity.named and len(entity.name.split()) > 1:
                    return entity
                break
        for number in self._beside(i):
            entity = self.of_run[number]
            if entity and entity.sort != "place" and noun not in MASSES and (entity.sort == "person") <= (sort == "person") and (
                entity.sort != "body" or sort == "body" or "business" in kinds_of(noun)
            ):
                return entity
        return None

    def _beside(self, i: int) -> Iterator[int]:
        """Yield the names that a noun at a token introduces: behind it, or in apposition to it."""
        names, classes = self.names, self.prose.classes
        after = i + 1 + (classes[i + 1] == "stop")
        for j in (after, after + 1) if self.prose.lower[after] in TITLES else (after,):
            if j in names.starts:
                yield names.starts[j]
        start, end = self._phrase(i)
        if classes[end] == "comma":
            for j in range(end + 1, min(end + 4, len(classes))):
                if j in names.starts:
                    yield names.starts[j]
                    break
        back = start - 1
        if classes[back] == "comma" and classes[back - 1] == "number":
            back -= 2
        if classes[back] in ("comma", "auxiliary") and back in names.ends:
            yield names.ends[back]

    def _phrase(self, i: int) -> Range:
        """Return the noun phrase around a head noun, with what it is a noun of."""
        classes, start, end = self.prose.classes, i, i + 1
        while start > i - NEAR and (classes[start - 1] in MODIFIERS or self.prose.words[start - 1] in "'&"):
            start -= 1
        if classes[start - 1] in ("determiner", "possessive"):
            start -= 1
        if self.prose.lower[end] in ("of", "for") and classes[end + 1] in OWNING:
            end += 1
            while end < i + NEAR and classes[end] in OWNING:
                end += 1
        return start, end

    def _fuller(self, i: int) -> Entity | None:
        """Return the entity of a longer description with a noun at a token."""
        start, end = self._phrase(i)
        if self.prose.classes[start] not in ("determiner", "possessive") or self.prose.in_long_quotation(i):
            return None
        inner = start + (self.prose.lower[start] in ARTICLES)
        others = [w for w in self.prose.lower[inner:i] if w not in FILLERS]
        if not others and end == i + 1:
            return None
        return self._describe((inner, end), i, (start, end))

    def _stand_in(self, noun: str, place: int) -> Entity | None:
        """Return the body last named before a place for which a common noun such as "the company" can stand."""
        if noun not in COMPANIES:
            return None
        wanted = set(kinds_of(noun))
        last = bisect_left(self.names.runs, (place,))
        for number in range(last - 1, max(-1, last - 1 - MOST_LOOKED_AT), -1):
            entity = self.of_run[number]
            if entity and entity.sort in ("body", "name") and entity.name.lower() not in STATES:
                given = set(self.name_kinds(entity))
                if given & wanted or not given and entity.sort == "body":
                    return entity
        return None

    def name_kinds(self, entity: Entity) -> list[str]:
        """Return the kinds that the words of a name speak for."""
        return [kind for kinds in _hits(_plain(entity.name.lower().replace(" ", "_")).split()) for kind in kinds]

    # --- pronouns --------------------------------------------------------------------------------------------------

    def meant(self, mention: Range, spoken: Sequence[tuple[int, Entity]]) -> Entity | None:
        """Return whom a mention means; None for nobody that the text tells of."""
        prose, (first, end) = self.prose, mention
        low = prose.lower[first].partition("'")[0]
        if prose.lower[end - 1] in ("who", "whom", "which") or (end - first == 1 and low in RELATIVE):
            return self._antecedent(first)
        if end - first == 1 and low in PRONOUNS:
            return self.of_pronoun(PRONOUNS[low], first, spoken)
        found = self.named(mention) or self._spoken_for(mention, spoken)
        if found:
            return found
        if low in POSSESSIVE and end - first > 1:
            return self._owned(mention, spoken)
        core = self.core(mention)
        if prose.lower[core[1] - 1] in ("them", "whom") and core[1] + 1 < end:
            return self.meant((core[1] + 1, end), spoken)
        return self.described(mention)

    def _spoken_for(self, mention: Range, spoken: Sequence[tuple[int, Entity]]) -> Entity | None:
        """Return who speaks through a statement: its owner, whom it is by, or who spoke last."""
        prose, (first, end) = self.prose, self.core(mention)
        h = self.head(first, end)
        if prose.lower[h] not in STATEMENTS:
            return None
        if h + 1 < end and prose.lower[h + 1] in ("by", "from", "of"):
            return self.meant((h + 2, end), spoken) if h + 2 < end else None
        for i in range(first, h):
            if prose.lower[i].endswith("'s"):
                return self.meant((first, i + 1), spoken)
        if prose.lower[first] in POSSESSIVE:
            return self.of_pronoun(PRONOUNS[prose.lower[first]], first, spoken)
        return spoken[-1][1] if spoken and prose.lower[first] == "the" else None

    def _owned(self, mention: Range, spoken: Sequence[tuple[int, Entity]]) -> Entity:
        """Return whom "its spokesman" means: the one introduced so, else the spokesman of whom "its" means."""
        first, end = self.core(mention)
        h = self.head(first, end)
        noun = self.prose.lower[h].removesuffix("'s")
        owner = self.of_pronoun(PRONOUNS[self.prose.lower[first]], first, spoken)
        found = self.introduced(noun, set(), first) if h == first + 1 and _sort(noun) == "person" and not noun.endswith("s") else None
        if found and found is not owner and found.named:
            found.places.append(mention)
            return found
        described = self._describe((first, end), h, mention)
        if owner and owner is not described:
            described.owner = owner
            if owner.sort != "person" and self.prose.lower[first] == "its":
                described.name = f"{owner.name}'s {self.text((first + 1, end))}"
        return described

    def _antecedent(self, place: int) -> Entity | None:
        """Return whom a relative pronoun means: the noun phrase before it."""
        classes, end = self.prose.classes, place
        while end > 0 and classes[end - 1] in ("comma", "bracket", "preposition", "determiner", "number"):
            end -= 1
        number = self.names.ends.get(end)
        if number is not None and self.of_run[number]:
            return self.of_run[number]
        first = end
        while first > 0 and classes[first - 1] in PHRASE and end - first < NEAR:
            first -= 1
            if classes[first] in ("determiner", "possessive"):
                break
        return self.meant((first, end), ()) if first < end else None

    def of_pronoun(self, pronoun: str, place: int, spoken: Sequence[tuple[int, Entity]]) -> Entity | None:
        """Return the likeliest figure before a pronoun, or the first behind it, that it can mean."""
        if pronoun in ("i", "we", "you"):
            return None
        sentence = self.prose.sentence[place]
        last = spoken[-1][1] if spoken else None
        ranked: list[tuple[float, int, Entity]] = [
            (_fit(pronoun, entity) + RANK["sentence"] * min(FAR, sentence - at) + RANK["spoke"] * (entity is last), -1, entity)
            for at, entity in spoken[-2:] if _can_mean(pronoun, entity)
        ]
        for at in range(sentence, max(-1, sentence - FAR - 1), -1):
            for token, entity, subject in self.figures(at):
                if token < place and _can_mean(pronoun, entity):
                    score = RANK["sentence"] * (sentence - at) + RANK["subject"] * subject + RANK["spoke"] * (entity is last)
                    ranked.append((score + _fit(pronoun, entity), token, entity))
        if not ranked:
            number = bisect_left(self.names.runs, (place,))
            named = (*reversed(self.of_run[max(0, number - MOST_LOOKED_AT) : number]), *self.of_run[number : number + MOST_LOOKED_AT])
            return next((e for e in named if e and _can_mean(pronoun, e) and not (e.sort == "name" and " " not in e.name)), None)
        found = max(ranked, key=lambda row: row[:2])[2]
        if pronoun in ("he", "she") and found.woman is None:
            found.woman = pronoun == "she"
        return found

    def figures(self, sentence: int) -> list[tuple[int, Entity, bool]]:
        """Return who and what a sentence names or describes outside its quotations: token, entity, whether first."""
        if sentence not in self._seen:
            self._seen[sentence] = found = []
            prose, names = self.prose, self.names
            first, end = prose.sentences[sentence]
            i = first
            while i < end:
                number, step, entity = names.starts.get(i), 1, None
                if number is not None:
                    entity, step = self.of_run[number], names.runs[number][1] - i
                    owner = prose.lower[i + step - 1].endswith("'s")
                elif self._is_figure(i):
                    entity, owner = self._figure(i), prose.lower[i].endswith("'s")
                if entity and not prose.in_long_quotation(i):
                    behind = prose.classes[i - 1] == "preposition" or prose.lower[i - 2] in ("of", "for", "in", "at", "by")
                    found.append((i, entity, not owner and not behind and not any(row[2] for row in found)))
                i += step
        return self._seen[sentence]

    def _is_figure(self, i: int) -> bool:
        """Tell whether a token is the head of a description of somebody who can be meant by a pronoun."""
        if self.prose.classes[i] not in ("word", "-s", "name", "first name", "owner"):
            return False
        return _sort(self.prose.lower[i].removesuffix("'s")) in ("person", "body") and i + 1 not in self.names.starts \
            and _sort(self.prose.lower[i + 1]) is None

    def _figure(self, i: int) -> Entity | None:
        """Return whom a description with a head noun at a token means."""
        start, _ = self._phrase(i)
        if self.prose.classes[start] not in ("determiner", "possessive") and self.prose.classes[i] != "first name":
            return None
        if self.prose.lower[start] in NO_FIGURE or (start - 1 in self.names.ends and self.prose.classes[start - 1] == "comma"):
            return None
        noun, others = self.prose.lower[i].removesuffix("'s"), set(self.prose.lower[start + 1 : i]) - FILLERS
        if self.prose.lower[start] in DEFINITE and not others:
            found = self.introduced(noun, others, start)
            if found:
                return found
        if self.prose.lower[i + 1] in ("calling", "called", "named"):
            for j in range(i + 2, i + 4):
                if j in self.names.starts:
                    return self.of_run[self.names.starts[j]]
        inner = start + (self.prose.lower[start] in ARTICLES)
        known = self._describe((inner, i + 1), i, (start, i + 1))
        known.places.pop()
        if not known.places:
            known.places.append((start, i + 1))
        return known


def _initials(name: str) -> str:
    """Return the first letters of the capitalised words of a name."""
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


def _can_mean(pronoun: str, entity: Entity) -> bool:
    """Tell whether a pronoun can stand for an entity."""
    if pronoun in ("he", "she"):
        return entity.sort in ("person", "name") and not entity.plural and entity.woman in (None, pronoun == "she")
    if pronoun == "it":
        return entity.sort not in ("person", "place") and not entity.plural
    return entity.plural or entity.sort == "body"


def _fit(pronoun: str, entity: Entity) -> float:
    """Return what counts against an entity because a pronoun of another sort would fit better."""
    if pronoun in ("he", "she"):
        return RANK["unsure"] * ((entity.sort == "name") + (entity.woman is None) * 0.5) + RANK["unnamed"] * (not entity.named)
    if pronoun == "it":
        return RANK["unsure"] * (entity.sort != "body")
    return RANK["unsure"] * (not entity.plural)


def resolve(prose: Prose, mentions: Sequence[Range | None]) -> list[Speaker | None]:
    """Return whom each mention means, in the order of the mentions.

    Parameters
    ----------
    prose : Prose
    mentions : sequence of (int, int) or None
        Token ranges in the order of the text; None where a quote names nobody.
    """
    cast = Cast(prose)
    spoken: list[tuple[int, Entity]] = []
    meant: list[Entity | None] = []
    for mention in mentions:
        entity = cast.meant(mention, spoken) if mention else None
        if mention and entity:
            spoken.append((prose.sentence[mention[0]], entity))
        meant.append(entity)
    told = {entity: evidence(cast, entity) for entity in dict.fromkeys(meant) if entity}
    others = _commonest(told.values())
    told = {e: keys if any(k.startswith(KNOWN) for k in keys) else (*keys, *others) for e, keys in told.items()}
    return [
        None if mention is None else Speaker(entity.name, told[entity]) if entity else Speaker(None, NOBODY)
        for mention, entity in zip(mentions, meant, strict=True)
    ]


# --- what tells the kind -------------------------------------------------------------------------------------------


def evidence(cast: Cast, entity: Entity) -> tuple[str, ...]:
    """Return what a text says about an entity, as keys.

    ========================  ==================================================================================
    key                       the kinds that the lists give
    ========================  ==================================================================================
    head, heads               the head noun of its name or description, one kind or several
    title                     the same of a noun that rather tells whom somebody works for
    for, of                   the body somebody speaks for, owns, comes from
    name                      the other words of its name
    modifier, around, in      words before the noun, further behind it, and of a place
    after, clause, does       the noun behind a name; the nouns and the verbs of a clause about somebody
    beside, near, others      where little else is told: the body last named, the nouns nearby, other speakers
    noun, ending, word        (the words themselves)
    sort, plural, named, age, party, state
    ========================  ==================================================================================
    """
    found = {f"sort {entity.sort}": None, f"plural {entity.plural}": None, f"named {entity.named}": None}
    places = list(dict.fromkeys(entity.places))[:MOST_PLACES]
    for place in places:
        found.update(dict.fromkeys(_told(cast, place, entity)))
    if entity.owner:
        found.update(dict.fromkeys(f"for {kind}" for kind in _hints(cast, entity.owner)))
    if not any(key.startswith(KNOWN) for key in found):
        found.update(dict.fromkeys(f"near {kind}" for kind in _near(cast.prose, places[:2])))
        found.update(dict.fromkeys(f"beside {kind}" for kind in _beside(cast, places[0][0])))
    return tuple(found)


def _commonest(told: Iterable[tuple[str, ...]]) -> list[str]:
    """Return, as a key, the kind that most speakers of a text seem to be."""
    count = Counter(kind for keys in told for key in keys if key.startswith(KNOWN) for kind in (key.partition(" ")[2],))
    return [f"others {kind}" for kind, _ in count.most_common() if kind not in VAGUE][:1]


def _near(prose: Prose, places: Sequence[Range]) -> set[str]:
    """Return the kinds of the nouns in the sentences of some places, and in those before them."""
    sentences = {max(0, prose.sentence[first] - back) for first, _ in places for back in (0, 1)}
    nouns = (kinds_of(word) for at in sentences for word in prose.lower[slice(*prose.sentences[at])])
    return {kinds[0] for kinds in nouns if len(kinds) == 1} - VAGUE


def _beside(cast: Cast, place: int) -> set[str]:
    """Return the kinds of the body last named or described before a place."""
    sentence = cast.prose.sentence[place]
    for at in range(sentence, max(-1, sentence - FAR - 1), -1):
        for token, entity, _ in reversed(cast.figures(at)):
            if token < place and entity.sort != "person":
                kinds = _hints(cast, entity) - VAGUE
                if kinds:
                    return kinds
    return set()


def _hints(cast: Cast, entity: Entity | None) -> set[str]:
    """Return the kinds that the name and the head nouns of a body speak for."""
    if entity is None or entity.sort == "person":
        return set()
    if entity not in cast.hints:
        cast.hints[entity] = found = set()
        for place in entity.places[:2]:
            keys = _told(cast, place, entity, linked=False)
            found |= {key.partition(" ")[2] for key in keys if key.startswith(("head ", "heads ", "name "))}
        if entity.name.lower() in STATES:
            found.add("government")
    return cast.hints[entity]


def _told(cast: Cast, place: Range, entity: Entity, linked: bool = True) -> list[str]:
    """Return what is said about an entity in and around one of its places.

    With `linked`, other bodies that are named there count by what is said about them.
    """
    prose, names, (first, end) = cast.prose, cast.names, place
    found: list[str] = []
    if first in names.starts and names.runs[names.starts[first]] == place:
        if entity.sort != "person":
            found += _of_name(prose, place, entity)
        start = _start(prose, first)
        before = prose.lower[first - 2] if prose.lower[first - 1] == "." else prose.lower[first - 1]
        if start < first and (_sort(before) or before in TITLES or before.endswith(("'s", *TRADE_ENDINGS))):
            found += read(cast, start, first, linked)
        if prose.classes[start - 1] == "comma":
            found += _before(cast, start - 1, linked)
    else:
        first, end = cast.core(place)
        found += read(cast, first, end, linked)
    return found + _behind(cast, end, linked)


def _start(prose: Prose, first: int) -> int:
    """Return where the words before a name begin that belong to it."""
    start = first
    while start > first - NEAR and (prose.classes[start - 1] in MODIFIERS or prose.lower[start - 1] in ("'", ".")):
        if prose.lower[start - 1] in SAYING:
            break
        start -= 1
    return start


def _of_name(prose: Prose, place: Range, entity: Entity) -> list[str]:
    """Return what the words of a body's name speak for, and the noun behind it."""
    words = [word.removesuffix("'s") for word in prose.lower[place[0] : place[1]] if word[0].isalnum()]
    found = [f"word {word}" for word in words]
    if entity.name.lower() in STATES:
        found.append("state")
    found += [f"name {kind}" for kinds in _hits(words) for kind in kinds if kind not in VAGUE]
    found += [f"head {kind}" for kind in _last(words[: words.index("of")] if "of" in words else words)[1]]
    return found + [f"after {kind}" for kind in kinds_of(prose.lower[place[1]]) if kind not in VAGUE]


def _before(cast: Cast, comma: int, linked: bool) -> list[str]:
    """Return what a description before a comma and a name says: "the governor of Lower Vesk, Arne Tolk"."""
    prose, start = cast.prose, comma
    while start > comma - LONGEST_DESCRIPTION and (prose.classes[start - 1] in PHRASE or prose.lower[start - 1] == "'"):
        start -= 1
        opens = prose.classes[start] in ("determiner", "possessive") or prose.lower[start].endswith("'s")
        if opens and prose.classes[start - 1] != "preposition":
            return read(cast, start, comma, linked)
    return []


def _behind(cast: Cast, end: int, linked: bool) -> list[str]:
    """Return what stands behind a name: an age, a party, a place, an apposition, a clause."""
    prose, i = cast.prose, end
    low, kind = prose.lower, prose.classes
    if kind[end] == "preposition":
        return read(cast, end, _stop(prose, end), linked) if low[end] in ("of", "from", "at", "with", "for") else []
    if low[end] in ("is", "was", "are", "were", "became") and kind[end + 1] in ("determiner", "possessive"):
        return read(cast, end + 1, _stop(prose, end + 1), linked)
    found: list[str] = []
    for _ in range(2):
        if kind[i] not in ("comma", "bracket"):
            break
        if PARTY.fullmatch(low[i + 1]):
            found.append("party")
        if kind[i + 1] == "number":
            found.append("age")
        elif low[i + 1] in OPENERS or kind[i + 1] in ("determiner", "possessive", "preposition") or kinds_of(low[i + 1]):
            stop = _stop(prose, i + 1)
            found += read(cast, i + 1, stop, linked)
            i = stop
            continue
        i += 2
    return found


def _stop(prose: Prose, first: int) -> int:
    """Return where a description that begins at a token ends: at a mark, or after its longest."""
    last = min(first + LONGEST_DESCRIPTION, len(prose.words))
    for i in range(first + 1, last):
        if prose.words[i] == PAD or prose.classes[i] in ENDINGS and not (prose.lower[i] == "." and prose.lower[i - 1] in SHORTENED):
            return i
    return last


def read(cast: Cast, first: int, end: int, linked: bool = True) -> list[str]:
    """Return what a description says: the kinds of its head noun, of the words before it, and of whom it is said."""
    parts = Parts(cast.prose, first, min(end, first + LONGEST_DESCRIPTION))
    size, kinds = _last(parts.head)
    noun, before = " ".join(parts.head[len(parts.head) - size :]), parts.head[: len(parts.head) - size]
    modifiers = {kind: None for hit in _hits(before) for kind in hit}
    owners = dict.fromkeys((*_last(parts.owner)[1], *_last(parts.tail)[1]))
    if linked:
        for i in range(first, parts.end):
            if i in cast.names.starts:
                owners.update(dict.fromkeys(_hints(cast, cast.of_run[cast.names.starts[i]])))
    found = [f"of {kind}" for kind in owners]
    if any(form in HEADS for form in _forms(noun)):
        found += [f"for {kind}" for kind in owners or modifiers or ("nobody",)]
        carries = bool(owners or modifiers)
    else:
        carries = False
    if not (carries and any(form in CARRIERS for form in _forms(noun))):
        found += [f"{'title' if carries else 'head' if len(kinds) == 1 else 'heads'} {kind}" for kind in kinds]
    if noun:
        found += [f"noun {noun}", f"ending {noun[-4:]}"]
    found += [f"modifier {kind}" for kind in modifiers]
    found += [f"around {kind}" for hit in _hits((*parts.owner[:-1], *parts.tail[:-1], *parts.rest)) for kind in hit]
    found += [f"in {kind}" for hit in _hits(parts.where) for kind in hit]
    found += [f"clause {kind}" for hit in _hits(parts.clause) for kind in hit]
    found += [f"does {kind}" for word in parts.clause for kind in DEEDS.get(word, ())]
    return found + [f"word {word}" for words in (before, parts.owner, parts.tail, parts.where) for word in words]


class Parts:
    """The words of a description by their place in it.

    Attributes
    ----------
    head, owner, tail, where, rest, clause : list of str
        Up to the head noun; of a possessive before it; behind "of", "for", "at"; behind "in" and the like;
        behind further prepositions; of a clause.
    end : int
        The token before which head, owner and tail stand.
    """

    def __init__(self, prose: Prose, first: int, end: int) -> None:
        self.head: list[str] = []
        self.owner: list[str] = []
        self.tail: list[str] = []
        self.where: list[str] = []
        self.rest: list[str] = []
        self.clause: list[str] = []
        self.end = end
        part = self.head
        for i in range(first, end):
            low, kind = prose.lower[i], prose.classes[i]
            if part is self.clause:
                part.append(low)
            elif low in OPENERS or self._verbal(low, kind, part):
                part, self.end = self.clause, min(self.end, i)
                part.append(low)
            elif kind == "preposition":
                if low == "of" and part is self.head and part and f"{part[-1]} of {prose.lower[i + 1]}" in PHRASES_WITH_OF:
                    part.append(low)
                else:
                    part = (self.tail if low in AFFILIATING else self.where) if part is self.head else self.rest
                    if part is not self.tail:
                        self.end = min(self.end, i)
            elif low[0].isalpha() and kind not in NO_NOUN and low not in HONORIFICS:
                part.append(low.removesuffix("'s"))
                if part is self.head and (low.endswith("'s") or (low[-1] == "s" and prose.lower[i + 1] == "'")):
                    self.owner += part
                    part.clear()

    def _verbal(self, low: str, kind: str, part: list[str]) -> bool:
        """Tell whether a word is the verb of a clause and not part of a noun phrase."""
        if part is not self.head or not part or kinds_of(low):
            return kind in ("auxiliary", "modal")
        return kind in ("auxiliary", "modal") or (kind in ("-ing", "-ed") and bool(kinds_of(part[-1])))


def _last(words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Return how many of the last words are one phrase of the lists, and its kinds; one word of no kind otherwise."""
    for size in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        phrase = " ".join(words[-size:])
        kinds = kinds_of(phrase)
        if kinds or phrase in HEADS:
            return size, kinds
    return min(1, len(words)), ()


def _hits(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the kinds of each phrase of the lists among some words, the longest first, none overlapping."""
    i = 0
    while i < len(words):
        size = 1
        if words[i] in FIRST_WORDS:
            size = next((n for n in (3, 2) if i + n <= len(words) and kinds_of(" ".join(words[i : i + n]))), 1)
        kinds = kinds_of(words[i] if size == 1 else " ".join(words[i : i + size]))
        if kinds:
            yield kinds
        i += size
