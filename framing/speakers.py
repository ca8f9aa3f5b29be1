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
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .memory import Memory
from .prose import Prose, Range
from .quotes import DOUBLE_MARKS, SOURCE_KINDS
from .wordclasses import PAD, letters, pattern


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
    " treasurer auditor auditor_general registrar superintendent county_executive county_clerk town_clerk"
    " city_manager town_manager city_administrator supervisor clerk fire_chief fire_marshal fire_commissioner"
    " firefighter king queen emperor sultan emir monarch prince crown_prince princess head_of_state press_secretary"
    " permanent_secretary cabinet_secretary home_secretary foreign_secretary foreign_minister finance_minister"
    " defence_minister defense_minister interior_minister health_minister business_secretary health_secretary"
    " education_secretary taoiseach czar tsar surgeon_general health_officer medical_officer chief_medical"
    " customs_officer ranger warden first_lady harbour_master harbor_master prefect sub-prefect voivode intendant"
    " postmaster_general spymaster statistician_general rapporteur_general chief_scientist government_spokesman"
    " government_spokeswoman government_spokesperson municipal_architect building_inspector school_superintendent"
    " district_administrator federal_official state_official city_official county_official health_official"
    " election_official government_official local_official municipal_official public_health_director"
    " trade_representative budget_director central_banker deputy chief_negotiator lord_provost deputy_minister gov"
    " returning_officer official county_judge battalion_chief prison_governor trustee accountant_general"
    " justice_secretary justice_minister culture_minister transport_secretary tourism_minister labour_minister"
    " fireman firewoman fire_captain deputy_mayor deputy_governor vice-mayor vice-minister state_secretary"
    " cabinet_minister junior_minister special_envoy high_representative press_attache mayoress burgomaster"
    " health_commissioner water_commissioner health_inspector safety_inspector food_inspector labour_inspector"
    " tax_inspector tax_collector customs_chief border_guard assessor conservator dignitary presidential_adviser"
    " presidential_advisor government_adviser government_advisor government_minister intelligence_source"
    " ombudswoman regent governor-general postmaster harbourmaster harbormaster park_ranger game_warden technocrat"
    " social_worker council_leader lifeguard paramedic chief_medical_officer",
    military="soldier general colonel lieutenant_colonel major captain lieutenant sergeant corporal lance_corporal"
    " private admiral rear_admiral vice_admiral commodore commander brigadier marshal airman sailor marine pilot"
    " gunner sniper medic combat_medic infantryman paratrooper trooper recruit conscript reservist legionnaire fighter"
    " mercenary officer staff_sergeant sergeant_major warrant_officer petty_officer midshipman cadet ensign lance"
    " platoon_commander company_commander battalion_commander brigade_commander chief_of_staff chief_of_defence"
    " defence_spokesperson defense_spokesman army_spokesman military_spokesman navy_spokesman air_force_spokesman"
    " commander-in-chief adjutant quartermaster drill_sergeant drone_operator artilleryman tankman grenadier hussar"
    " peacekeeper guerrilla rebel insurgent militiaman partisan military_source serviceman servicewoman troops"
    " foreign_fighter recruiter lt col maj gen capt sgt cpl pte pvt adm brig"
    " bombardier fusilier guardsman rifleman sapper submariner coxswain boatswain bosun squadron_leader"
    " wing_commander group_captain flight_lieutenant flying_officer air_marshal air_commodore field_marshal"
    " major_general brigadier_general lieutenant_general sub-lieutenant chief_petty_officer commandant mutineer"
    " warlord jihadist militant army_chief navy_chief air_force_chief defence_chief fighter_pilot drone_pilot"
    " tank_commander military_planner army_doctor army_chaplain"
    " colonel-general military_governor gunman gunmen terrorist",
    law="police policeman policewoman police_officer constable chief_constable detective sheriff deputy_sheriff"
    " sheriff's_deputy police_chief chief_of_police superintendent_of_police chief_inspector detective_inspector"
    " detective_sergeant police_spokesman police_spokeswoman police_spokesperson police_sergeant patrolman trooper"
    " investigator prosecutor public_prosecutor state_prosecutor crown_prosecutor district_attorney attorney_general"
    " state_attorney u.s_attorney solicitor_general solicitor barrister lawyer attorney counsel advocate defender"
    " public_defender defence_lawyer defense_lawyer defense_attorney judge justice chief_justice magistrate"
    " sheriff_principal recorder juror jury arbitrator notary bailiff jailer gaoler prison_governor prison_officer"
    " probation_officer parole_officer agent special_agent police_commissioner litigator prosecutor_general"
    " procurator queen's_counsel king's_counsel qc kc det insp supt pc deputy officer coroner"
    " crown_counsel defence_counsel defense_counsel examining_magistrate investigating_magistrate"
    " investigating_judge presiding_judge court_clerk custody_officer custody_sergeant traffic_officer prison_guard"
    " warder liquidator receiver special_prosecutor chief_prosecutor deputy_prosecutor defence_barrister"
    " defense_team_lawyer"
    " federal_agent detective_constable chief_superintendent commissioner_of_police legal_counsel paralegal"
    " jury_foreman medical_examiner gendarme",
    politics="politician senator congressman congresswoman representative lawmaker legislator parliamentarian mp mep"
    " msp deputy backbencher frontbencher candidate nominee front-runner frontrunner contender challenger incumbent"
    " hopeful rival republican democrat conservative tory liberal_democrat socialist social_democrat labour_mp"
    " libertarian green opposition party_leader party_chairman party_chairwoman party_chair opposition_leader"
    " majority_leader minority_leader house_speaker whip majority_whip minority_whip chief_whip shadow_minister"
    " shadow_secretary shadow_chancellor rapporteur delegate superdelegate campaign_manager campaign_chairman"
    " campaign_spokesman campaign_spokeswoman campaign_aide strategist surrogate canvasser lobbyist assemblyman"
    " assemblywoman state_senator state_representative city_council_member council_member councillor councilman"
    " councilwoman councilmember populist nationalist leftist rightist centrist separatist party_member"
    " party_secretary committee_chairman ranking_member committee_chair coalition_partner sen rep cllr independent"
    " statesman grandee party_official vice-presidential_candidate presidential_candidate presidential_nominee"
    " gubernatorial_candidate senate_candidate parliamentary_candidate corporator"
    " benches backbenches deputy_speaker speaker_of_the floor_leader running_mate ex-minister ex-president"
    " ex-premier presidential_hopeful mayoral_candidate party_elder party_boss party_chief party_activist peer"
    " crossbencher assembly_member member_for member_of_parliament member_of_congress spin_doctor"
    " staffer progressive hardliner loyalist dissident secessionist royalist monarchist communist"
    " speaker_of_parliament",
    business="chief_executive ceo cfo coo cto chief_financial chief_operating chief_technology chief_marketing"
    " executive managing_director founder co-founder cofounder owner co-owner entrepreneur businessman businesswoman"
    " industrialist tycoon magnate billionaire banker investor shareholder stockholder creditor trader broker"
    " stockbroker fund_manager portfolio_manager venture_capitalist sales_director finance_director"
    " marketing_director commercial_director operations_director production_manager plant_manager store_manager"
    " branch_manager factory_manager shift_supervisor salesman saleswoman salesperson seller retailer wholesaler"
    " supplier manufacturer producer exporter importer employer landlord developer builder contractor shipper"
    " shipowner haulier hotelier restaurateur brewer insurer lender carrier operator distributor vendor publicist"
    " advertiser grower landowner realtor estate_agent auctioneer property_developer company_spokesman"
    " company_spokeswoman company_spokesperson founding_partner product_manager head_of_product franchisee franchiser"
    " dealer industry_leader business_leader business_owner farm_owner fabricator steelmaker carmaker automaker"
    " drugmaker chipmaker planemaker miner chief_executive_officer chief_financial_officer chief_operating_officer"
    " salesforce vice-president designer technician merchant"
    " proprietor publican distiller vintner winemaker bookmaker bookie promoter impresario financier shipbuilder"
    " boatbuilder watchmaker toymaker papermaker cheesemaker caterer board_chairman sales_manager site_manager"
    " fleet_manager depot_manager quarry_manager head_of_communications head_of_investor recruiter reseller"
    " importer-exporter oilman creditors"
    " mogul capitalist subcontractor grocer landlady lessor innkeeper ship_owner mine_owner factory_owner"
    " mill_owner club_owner team_owner executive_producer",
    civil="activist campaigner organizer organiser convenor convener unionist trade_unionist union_leader"
    " union_president union_official union_secretary shop_steward branch_secretary general_secretary"
    " secretary-general secretary_general bishop archbishop cardinal pope priest pastor vicar reverend rev rector"
    " dean abbot abbess nun monk friar chaplain imam rabbi mufti ayatollah patriarch metropolitan deacon preacher"
    " clergyman clergy elder mother_superior trustee vice-chancellor vice_chancellor provost headteacher headmaster"
    " headmistress principal club_president club_secretary club_chairman coach team_manager team_principal"
    " football_manager federation_president association_president aid_worker relief_worker humanitarian_worker"
    " country_director monitor observer election_observer mission_head head_of_mission high_commissioner"
    " special_rapporteur peace_envoy fundraiser trainer skipper steward festival_director artistic_director"
    " museum_director curator librarian conservationist environmentalist human_rights_lawyer rights_defender"
    " community_leader tribal_leader tribal_chief chieftain protest_organizer committee_treasurer committee_member"
    " club_member church_leader scoutmaster conductor advocates cycling_advocate student_union_president"
    " parent_association_chair hospice_director committee_secretary guild_master fr advocate patient_advocate"
    " rights_lawyer logistician"
    " parson curate prelate prioress churchwarden missionary evangelist choirmaster head_teacher deputy_head"
    " campaign_coordinator volunteer_coordinator relief_coordinator union_organiser union_organizer"
    " union_representative union_boss union_chief union_spokesman head_coach assistant_coach club_captain"
    " rights_activist climate_activist peace_activist philanthropist archivist peace_campaigner scout_leader"
    " team_leader rescue_leader lifeboat_secretary"
    " sexton cleric cantor youth_worker nurses'_leader",
    expert="professor prof scholar academic lecturer researcher scientist analyst economist expert specialist"
    " historian sociologist psychologist psychiatrist anthropologist archaeologist geologist seismologist"
    " volcanologist meteorologist forecaster climatologist biologist ecologist botanist zoologist ornithologist"
    " entomologist chemist physicist astronomer mathematician statistician engineer consulting_engineer architect"
    " doctor physician surgeon consultant_surgeon paediatrician pediatrician cardiologist oncologist epidemiologist"
    " virologist immunologist toxicologist pathologist dentist veterinarian vet pharmacist nutritionist dietitian"
    " neurologist dermatologist gynaecologist obstetrician midwife therapist counselor counsellor criminologist"
    " political_scientist pollster demographer linguist philosopher theologian author lead_author co-author"
    " study_author commentator pundit consultant think_tank fellow senior_fellow research_fellow postdoctoral"
    " hydrologist oceanographer glaciologist agronomist forester accountant actuary ethicist bioethicist jurist"
    " legal_scholar constitutional_lawyer tax_expert security_expert military_analyst futurist geneticist"
    " neuroscientist biochemist microbiologist surveyor geographer musicologist art_historian medievalist numismatist"
    " reviewer gp general_practitioner ph.d md technical_adviser technical_advisor restorer dr investigator"
    " privacy_lawyer ethics_lawyer outside_expert"
    " astrophysicist biophysicist geophysicist hydrographer cartographer ethnographer lexicographer physiotherapist"
    " psychotherapist optometrist osteopath anaesthetist clinician econometrician naval_architect climate_modeller"
    " modeller legal_commentator political_commentator chief_economist market_strategist credit_analyst"
    " equity_analyst military_historian defence_analyst academics don principal_investigator astronaut_trainer"
    " ratings_analyst nutrition_expert"
    " dietician structural_engineer horticulturist literary_critic art_critic biographer appraiser valuer"
    " law_professor tax_lawyer conservationist",
    witness="resident neighbour neighbor villager citizen passenger commuter traveller traveler tourist visitor"
    " customer client consumer shopper diner guest patient victim survivor witness eyewitness bystander onlooker"
    " passer-by motorist driver cyclist pedestrian farmer peasant shepherd rancher beekeeper fisherman fishworker"
    " angler hunter worker employee labourer laborer miner docker dockworker steelworker plumber electrician"
    " carpenter mechanic welder fitter mould_fitter foreman baker butcher barber hairdresser tailor seamstress"
    " machinist cook chef waiter waitress bartender shopkeeper shop_assistant cashier cleaner caretaker janitor"
    " porter nurse teacher schoolteacher pupil student schoolboy schoolgirl undergraduate graduate apprentice trainee"
    " parent mother father mum dad widow widower wife husband spouse son daughter brother sister sibling twin uncle"
    " aunt nephew niece cousin grandmother grandfather grandma grandpa grandson granddaughter grandchild girlfriend"
    " boyfriend fiance fiancee partner relative family friend colleague classmate roommate housemate tenant homeowner"
    " householder renter lodger pensioner retiree veteran volunteer member ex-member former_member fan spectator"
    " player footballer goalkeeper striker midfielder athlete runner runners-up runner-up swimmer skier boxer jockey"
    " rider champion gymnast wrestler actor actress singer musician painter artist sculptor poet novelist filmmaker"
    " dancer comedian celebrity model designer photographer refugee migrant immigrant asylum_seeker deportee detainee"
    " prisoner inmate convict defendant accused suspect plaintiff complainant claimant applicant homeless man woman"
    " boy girl child children kid teenager youth toddler person people lady gentleman couple crowd public reader"
    " viewer listeners audience voter taxpayer protester protestor demonstrator marcher picketer worshipper"
    " parishioner churchgoer pilgrim believers congregation mourner hostage evacuee displaced_people castaway rescuer"
    " lifeboatman crew crew_member crewman seafarer trucker truck_driver bus_driver taxi_driver cab_driver"
    " train_driver stationmaster lighthouse_keeper gardener allotment_holder holder user subscriber donor borrower"
    " saver policyholder gamer hiker camper climber walker bather surfer dog-walker postman postwoman courier"
    " freelancer bricklayer roofer plasterer blacksmith groom housewife househusband carer caregiver babysitter nanny"
    " grandparent godmother godfather ex-wife ex-husband constituent alumnus alumna alumni respondent participant"
    " caller shopworker barista bookseller receptionist typist clerks packer stallholder newlywed bride bridegroom"
    " descendant heir mentor protege youngster townspeople islander settler herder nomad everyone everybody"
    " generations majorities vendor seller shop_owner business_owner lineman scaffolder regular dispatcher tester"
    " enumerator recruit sales_clerk locals"
    " nobody no-one trawlerman deckhand crofter smallholder goatherd farmhand farmworker fruit_picker weaver potter"
    " cobbler shoemaker locksmith glazier joiner stonemason mason lumberjack logger ferryman boatman bargeman"
    " lock-keeper doorman watchman night_watchman security_guard chambermaid maid dishwasher tram_driver"
    " crane_operator machine_operator switchboard_operator crane_driver lorry_driver delivery_driver delivery_rider"
    " soprano tenor baritone violinist pianist cellist drummer guitarist organist chorister sprinter hurdler rower"
    " marathoner jogger linesman referee umpire schoolmate flatmate cellmate stepfather stepmother mother-in-law"
    " father-in-law brother-in-law sister-in-law holidaymaker vacationer sightseer backpacker day-tripper"
    " concertgoer cinemagoer filmgoer theatregoer festivalgoer heckler squatter busker beggar street_vendor"
    " newsagent greengrocer fishmonger milkman undertaker gravedigger birdwatcher whistleblower bookkeeper"
    " care_worker support_worker childminder paramedic ambulance_driver ward_sister"
    " millennial guy folks barman barmaid stewardess flight_attendant medallist exile accuser buyer listener"
    " inhabitant screenwriter composer innkeeper objector petitioner intern diver mountaineer operator landowner"
    " grower elder",
    media="journalist reporter correspondent columnist editor editor-in-chief broadcaster presenter anchor anchorman"
    " newsreader host talk-show_host podcaster blogger vlogger influencer interviewer moderator press newsmen"
    " newsroom press_corps publisher reviewer film_critic"
    " announcer newscaster anchorwoman sportscaster war_correspondent foreign_correspondent photojournalist"
    " cameraman camerawoman sub-editor managing_editor news_editor cartoonist diarist fact-checker radio_host"
    " documentary_maker documentary_filmmaker stringer newspaperman youtuber streamer"
    " narrator voice-over op-ed satirist",
    unnamed="source critic opponent supporter sceptic skeptic some others many several those somebody someone anyone"
    " insider proponent detractors backers people_familiar person_familiar people_close source_close hacker few most"
    " anonymous circles"
    " doubter naysayer detractor admirer cynic leaker informant observer"
    " tipster foe",
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
    " election_commission election_office electoral_commission school_board school_district park_service"
    " national_park forest_service statistics_office census_bureau land_office water_department water_board"
    " housing_department planning_department transport_authority port_authority harbour_authority civil_protection"
    " social_services jobcentre regime junta executive_branch benefits_office european_commission eu brussels crown"
    " state_council police_and_crime intelligence_directorate cia nsa nasa epa fda cdc fema irs sec faa ftc fcc usda"
    " gao cbo hhs dhs ice cbp osha ntsb bls ofcom ofsted ofgem hmrc dvla quango legation tourism_board press_office"
    " budget_office prime_minister's_office mayor's_office governor's_office commissioner's_office minister's_office"
    " clerk's_office treasurer's_office president's_office board trust service establishment committee"
    " auditor_general prison_service licensing_team town fund municipal federal governmental presidential"
    " court_of_audit court_of_auditors court_of_accounts accounts_chamber audit_office audit_court health_board"
    " fire_authority customs_office customs_service border_service border_agency border_force immigration_office"
    " immigration_service passport_office tax_authority revenue_service revenue_agency statistics_bureau"
    " statistics_agency meteorological_office meteorological_service meteorological_institute geological_survey"
    " environment_agency food_agency medicines_agency safety_board safety_bureau accident_bureau roads_agency"
    " highways_agency roads_directorate aviation_authority maritime_authority employment_office labour_office"
    " pension_office land_registry elections_board election_board governorate prefecture voivodeship principality"
    " emirate ministry_of_defence ministry_of_defense civil_defence civil_defense rescue_service public_hospital"
    " research_council research_fund arts_council space_agency financial_regulator energy_regulator"
    " competition_authority cartel_office product_safety hotline"
    " inquiry public_inquiry commission_of_inquiry planning_board licensing_authority transit_authority post_office"
    " exchequer welfare_office veterinary_service food_inspectorate park_authority hospital",
    military="army navy air_force armed_forces military forces troops general_staff command high_command"
    " headquarters central_command southern_command northern_command brigade regiment battalion platoon squad squadron"
    " corps division legion garrison unit militia guard national_guard marines fleet flotilla recruitment_centre"
    " recruitment_office pentagon joint_chiefs air_defence air_defense nato special_forces defence_forces"
    " defense_forces territorial_defence rebels paramilitary commando wing artillery infantry cavalry air_wing force"
    " contingent detachment task_force border_guards presidential_guard admiralty naval_base air_base army_base"
    " military_academy rebel_group rebel_movement rebel_command liberation_army liberation_front armed_group"
    " armed_wing guerrillas mutineers patrol"
    " general_command defence_staff",
    law="police police_force police_department police_service constabulary court supreme_court high_court"
    " appeals_court court_of_appeal tribunal bench prosecution prosecutor's_office prosecutors'_office"
    " attorney's_office attorney_general's_office district_attorney's_office sheriff's_office sheriff's_department"
    " defence_team defense_team law_firm bar_association fbi interpol europol scotland_yard carabinieri gendarmerie"
    " guardia prison cps dea atf doj inquest coroner's_court grand_jury jury crime_agency fraud_office"
    " police_union_lawyer lapd nypd force judicial"
    " traffic_police riot_police border_police secret_police federal_police criminal_police anti-corruption_bureau"
    " anti-corruption_agency anti-corruption_office fraud_squad murder_squad crime_squad magistrates'_court"
    " district_court county_court crown_court appeal_court constitutional_court administrative_court regional_court"
    " labour_court employment_tribunal patent_tribunal patent_court criminal_court court_of_justice"
    " court_of_cassation judiciary prosecution_service legal_team law_society chambers"
    " law_enforcement parole_board legal_aid",
    politics="party opposition coalition parliament senate house congress assembly legislature lower_house"
    " upper_house house_of_commons house_of_lords commons lords bundestag knesset duma national_assembly campaign"
    " caucus committee select_committee subcommittee faction bloc front labour_party conservative_party"
    " republican_party democratic_party green_party gop dnc rnc super_pac pac political_class ruling_party"
    " parliamentary_group majority minority camp cdu csu spd afd ukip snp dup sinn_fein likud bjp anc tea_party"
    " national_committee liberals socialists labour left right politburo ticket alliance opposition_alliance"
    " parliamentary legislative congressional"
    " upper_chamber lower_chamber diet riksdag sejm parliamentary_party youth_wing party_branch party_headquarters"
    " parliamentary_committee reform_list"
    " electoral_alliance",
    business="company firm business corporation conglomerate group_plc holding subsidiary manufacturer maker retailer"
    " chain supermarket store shop bank lender insurer airline airport carrier railway_company rail_operator"
    " shipping_line ferry_company operator utility supplier startup start-up enterprise plant factory mill brewery"
    " distillery bakery hotel restaurant refinery smelter mine developer builder contractor consultancy broker"
    " brokerage fund hedge_fund private_equity investment_bank studio label brand platform board_of_directors"
    " management industry trade_association chamber_of_commerce chamber employers'_federation merchants'_association"
    " bankers'_association manufacturers'_association retailers'_association cartel consortium joint_venture inc ltd"
    " corp plc llc gmbh ag bros partners systems technologies software solutions labs motors foods beverages"
    " pharmaceuticals pharma energy petroleum oil gas steel minerals resources mining metals chemicals airways"
    " railways rail ferries lines shipping logistics freight telecom mobile networks electric power_company"
    " water_company grid insurance mutual assurance capital investments securities financial properties estates homes"
    " construction engineering electronics instruments tools tooling products brewing vineyards farms markets"
    " outfitters resorts casinos google facebook meta amazon apple microsoft twitter uber tesla boeing airbus toyota"
    " volkswagen siemens shell bp exxon walmart goldman_sachs jpmorgan hospital_systems dealership garage salon"
    " landlord warehouse wholesaler cooperative co-op market_stall board shares stock traders'_association"
    " employers'_alliance business_group builders'_federation industry_group industry_association trade_group"
    " trade_body business_association employers_alliance network trust railway state_railway co sons daughters"
    " chemical water stores health corporate"
    " auction_house auctioneers publishing_house trading_house fashion_house dairy creamery dairies shipyard"
    " boatyard dockyard yard sawmill steelworks ironworks brickworks quarry colliery foundry tannery cannery winery"
    " betting_firm casino bookshop pharmacy drugstore boutique department_store shopping_mall petrol_station"
    " bus_company coach_company coach_operator bus_operator train_operator tour_operator travel_agency cruise_line"
    " shipping_company haulage_firm haulage_company security_firm catering_firm cleaning_firm accountancy_firm"
    " pension_fund savings_bank building_society advertising_agency recruitment_agency estate_agency record_label"
    " record_company film_studio industries enterprises holdings works fisheries trading aerospace aviation"
    " therapeutics mills breweries bakeries cement textiles supermarkets leisure leasing realty property_fund"
    " private_bank"
    " industry_body stock_exchange freight_forwarder asset_manager",
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
    " players'_union cricket_club rugby_club yacht_club board_of_trustees trustees board brotherhood syndicate"
    " fellowship sisterhood committee coalition jury institute trust food_bank refugee_council civic_group"
    " church_council housing_association growers'_association farm_groups farm_group union_branch branch"
    " consumer_council rights bloc"
    " aid_organisation aid_organization consumer_association consumers'_association patients'_association"
    " athletics_federation football_federation football_association players'_association cycling_federation"
    " olympic_association supporters'_trust supporters'_club fan_club rowing_club sailing_club chess_club"
    " alpine_club mountain_rescue lifeboat_institution rescue_team parents'_council student_council faith_group"
    " abbey priory cathedral chapel seminary kirk presbytery bishopric veterans'_association veterans'_group"
    " survivors'_group victims'_group heritage_trust preservation_society historical_society film_festival"
    " kindergarten nursery_school boarding_school playgroup"
    " pensioners'_association sports_club animal_shelter rescue_group tribe",
    expert="institute research_institute research_centre research_center think_tank policy_center policy_centre"
    " laboratory observatory research_group research_team gallup ipsos pew quinnipiac polling_firm pollster"
    " institute_of_technology brookings rand research science_academy royal_society mayo_clinic clinic hospital team"
    " academic scientific"
    " ratings_agency rating_agency policy_institute research_unit research_programme research_project field_station"
    " academy_of_sciences academy_of_science drilling_campaign"
    " lab poll_average polling_average",
    witness="family household neighbourhood neighborhood crew congregation crowd audience class"
    " electorate",
    media="newspaper paper daily weekly tabloid broadsheet magazine journal tv_station television radio"
    " radio_station broadcaster channel news_agency wire_service news outlet media state_media local_media press blog"
    " podcast tv reuters afp ap associated_press bbc cnn fox fox_news nbc abc cbs msnbc npr pbs politico breitbart"
    " huffpost guardian telegraph new_york_times washington_post post herald tribune gazette chronicle courier"
    " bulletin der_spiegel bild le_monde al_jazeera xinhua tass itar-tass interfax bloomberg forbes wikileaks time"
    " newsweek variety billboard"
    " station tv_channel radio_channel public_broadcaster state_broadcaster state_television state_radio state_tv"
    " public_radio local_radio community_radio news_site news_website news_portal trade_magazine trade_paper"
    " trade_journal sports_daily business_daily evening_paper local_paper newswire press_agency"
    " evening_programme news_programme",
    unnamed="quarters circles",
)
"""Nouns for bodies, and words in their names."""
WORKS = _lexicon(
    government="decree directive regulation ordinance white_paper communique budget census official_figures"
    " official_statistics decision legislative_audit audit guidance ministry's forecast advisory treaty agreement"
    " resettlement_agreement register record records property_records city_records county_records statute law rule"
    " fire_plan visitor_log"
    " bulletin circular bylaw by-law"
    " legislation constitution",
    military="service_record founding_concept field_manual",
    law="lawsuit suit complaint indictment charge_sheet charges ruling verdict judgment judgement affidavit"
    " court_filing court_documents court_papers court_records warrant settlement settlement_agreement testimony plea"
    " injunction subpoena class_action police_report arrest_report autopsy allegations motion"
    " custody_record witness_statement sworn_statement deposition"
    " court_document arrest_warrant post-mortem",
    politics="manifesto platform mailer ads campaign_ad bill amendment leaflet campaign_filings campaign_records"
    " attack_ad",
    business="prospectus annual_report earnings_report terms small_print price_list advertisement brochure"
    " product_page application contract warranty trading_statement logs maintenance_logs regulatory_filings"
    " proxy_filing pay_slips spreadsheets"
    " profit_warning regulatory_filing advert",
    civil="petition appeal open_letter resolution encyclical minutes newsletter joint_statement",
    expert="study survey poll research review analysis analyses findings experiment trial_results meta-analysis"
    " estimate model opinion_poll polling projection data statistics figures paper_published scientific_report"
    " working_paper dissertation evaluation measurement assessment test index"
    " journal_article poll_average",
    witness="diary testimonial messages",
    media="letter memo email e-mail document report record filing film documentary video footage recording transcript"
    " cable book biography memoir article editorial headline obituary lease notice sign placard banner"
    " leaked_document internal_document slips invoice receipts archive code manual handbook annex page pool_report"
    " list map certificate plaque script rumours rumors tweet post caption coverage newsletter"
    " note poster graffiti flyer pamphlet blog_post message chat voicemail text_message dossier file files papers"
    " leaked_minutes leaked_papers postcard telegram inscription song lyrics textbook work_order"
    " photo photograph picture",
)
"""Nouns for what is written, drawn up or filmed, and quoted as if it spoke."""
OUTLETS = _words("standard messenger star argus observer echo mail express mercury examiner inquirer enquirer sun"
                 " mirror sentinel advertiser dispatch clarion globe journal record reporter times intelligencer"
                 " citizen zeitung blatt bladet gazeta presse tageblatt diario corriere matin soir today")
"""Last words in the names of newspapers."""
HEADS = _words(
    "spokesman spokeswoman spokesperson spokespeople representative director chief head leader boss chairman"
    " chairwoman chair chairperson vice-chair president vice-president vice_president secretary treasurer staff"
    " official officer member adviser advisor aide deputy manager coordinator press_office"
    " press_service press_department media_office communications_department communications_team chief_of_staff"
    " legal_department board management leadership executive delegate"
    " envoy founder co-founder owner organiser organizer engineer scientist expert researcher economist analyst doctor"
    " insider source veteran inspector office statement letter report website site notice memo survey study figures"
    " ledger response reply answer vice_chairman director_general general_manager supervisor principal superintendent"
    " commander author editor architect historian agent branch wing arm captain sergeant lieutenant"
)
"""Nouns whose kind is that of whom they speak, work or stand for: "a spokesman for the airline"."""
GATHERINGS = _words("association federation group guild league alliance council body union forum confederation")
"""Nouns for bodies that are of the kind of their members where these are firms: "the bakers' association"."""
CARRIERS = HEADS & _words(
    "spokesman spokeswoman spokesperson spokespeople representative director chief head leader boss chairman chairwoman"
    " chair chairperson vice-chair president vice-president vice_president secretary treasurer staff official officer"
    " member adviser advisor aide deputy manager coordinator press_office press_service chief_of_staff"
    " press_department media_office communications_department communications_team board management leadership"
    " branch wing arm delegate envoy office statement website site response reply answer vice_chairman director_general"
)
"""Those of them that tell nothing more once it is known for whom."""
STATES = _words(
    "afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus"
    " belgium bolivia bosnia botswana brazil britain bulgaria cambodia cameroon canada chad chile china colombia congo"
    " croatia cuba cyprus czechia denmark ecuador egypt england eritrea estonia ethiopia finland france germany ghana"
    " greece guatemala haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan"
    " jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon libya lithuania luxembourg malaysia mali"
    " malta mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger"
    " nigeria norway oman pakistan panama paraguay peru philippines poland portugal qatar romania russia rwanda"
    " scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan"
    " tajikistan tanzania thailand tunisia turkey türkiye uganda ukraine uruguay uzbekistan venezuela vietnam wales"
    " yemen zambia zimbabwe beijing moscow washington london paris berlin rome madrid tokyo seoul pyongyang tehran"
    " ankara cairo kyiv kiev warsaw budapest vienna athens lisbon dublin ottawa canberra delhi islamabad kabul baghdad"
    " damascus riyadh jerusalem brussels hanoi jakarta manila bangkok taipei u.s u.k usa"
)
"""Countries and capitals: named as a speaker, they stand for their governments."""
TITLES = _words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron count countess hon president premier"
    " minister senator sen rep representative congressman congresswoman governor gov mayor judge justice magistrate"
    " chief captain capt major maj colonel col lieutenant lt general gen sergeant sgt corporal cpl private pte pvt"
    " officer constable sheriff detective det inspector insp superintendent supt deputy undersecretary secretary king"
    " queen emperor prince princess pope bishop archbishop cardinal father fr mother sister brother reverend rev rabbi"
    " imam chancellor ambassador commissioner councillor cllr councilman councilwoman alderman supervisor director"
    " chairman chairwoman chairperson chair coach attorney prosecutor solicitor former ex foreign interior defence"
    " defense finance spokesman spokeswoman spokesperson speaker leader admiral commander commodore brigadier marshal"
    " mp mep msp qc kc pc dc ceo cfo executive manager head whip principal headteacher provost treasurer trustee"
    " coordinator organizer economist analyst historian researcher engineer pastor vicar sheikh ayatollah democrat"
    " republican actor actress singer author columnist host editor founder owner lawyer agent trooper pilot honour"
    " honor"
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
                  " august september october november december jan feb aug sept oct nov dec christmas easter ramadan")
"""Words with a capital that name nobody."""
OPENING = _words("meet take think ask see join visit thank let imagine remember watch hear follow our dear")
"""Words that get a capital from the beginning of a sentence and often stand there before a name: "Meet Ann"."""
BRIDGES = _words("of for without against and may & de da di del della van von der den la le el al bin ben ibn ter ten"
                 " dos du und y") | {".", "'"}
"""Words and marks that can join two parts of one name."""
SHORTENED = _words("corp inc ltd co jr sr bros st mr mrs ms dr prof gov sen rep gen col lt sgt capt maj cpl det insp"
                   " supt rev fr hon cllr no")
"""Words after which a full stop may stand inside a name."""
ALIAS = _words("alias nicknamed dubbed called known knows call")
"""Words behind which another name of somebody stands: "known as", "call sign"."""
DEMONYMS = _words(
    "american british english scottish welsh irish french german dutch danish swedish norwegian finnish polish czech"
    " slovak hungarian austrian swiss italian spanish portuguese greek turkish russian ukrainian belarusian georgian"
    " armenian serbian croatian bulgarian romanian albanian estonian latvian lithuanian israeli palestinian jewish"
    " arab syrian lebanese jordanian egyptian libyan tunisian moroccan algerian iraqi iranian saudi yemeni kurdish"
    " afghan pakistani indian bangladeshi nepali chinese japanese korean taiwanese vietnamese thai filipino indonesian"
    " malaysian australian canadian mexican cuban brazilian argentine chilean colombian venezuelan nigerian ghanaian"
    " kenyan ethiopian somali sudanese congolese african asian european western eastern northern southern latino"
    " hispanic muslim islamic christian catholic protestant orthodox hindu sikh buddhist dane swede finn pole dutchman"
    " englishman frenchman briton spaniard turk jew californian texan londoner"
)
"""Adjectives and nouns of peoples and faiths: alone, they name nobody."""
PLACING = _words("in at from to near into through across outside around")
"""Prepositions behind which a name is rather a place."""
WOMEN = _words(
    "mrs ms miss lady dame madam countess baroness queen princess mother sister spokeswoman chairwoman congresswoman"
    " councilwoman policewoman woman girl widow wife daughter grandmother aunt niece actress waitress headmistress"
    " abbess nun housewife saleswoman businesswoman mum mom mary patricia jennifer linda elizabeth barbara susan"
    " jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy"
    " melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma"
    " nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie"
    " olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline"
    " martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia grace denise"
    " amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori"
    " hillary ivanka melania marine carly megyn nikki kamala ingrid karin astrid sofia elena irina olga natalia"
    " svetlana tatiana fatima aisha amina leila yasmin mei priya anjali ines lucia carmen rosa claire fiona eileen"
    " maureen niamh siobhan gillian hazel wendy tracy jill kate anne jane sally lucy ellen beth tina becky paula"
    " alison yvonne joanne lorna moira sheila agnes vera clara ida edith elsa linn"
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
SPEAKING = {"I": frozenset(("i", "my", "me", "i'm", "i've")), "we": frozenset(("we", "our", "us", "we're", "we've"))}
"""Words of the first person, by number."""
STATEMENTS = _words("statement release communique reply response answer website site ledger")
"""Works that speak for whoever spoke last: "the statement said"."""
MOUTHPIECES = frozenset(("press service", "press office", "press department", "media office", "press centre"))
"""Parts of a body that speak for all of it."""
AUTHORED = _words("report log note poll survey analysis review study order email figures audit estimate")
"""Works that speak for those whose name stands before them, or behind "by" and "from"."""
STAND_INS = _words("company firm group business organisation organization agency body force charity corporation"
                   " manufacturer airline bank charity operator supplier insurer retailer union trust authority"
                   " club school party movement country team office")
"""Nouns that may stand for a body whose name does not hold them."""
MASSES = frozenset(("police", "people", "staff", "troops", "crew", "press", "public", "government", "management"))
"""Nouns that mean many, or stand for themselves wherever they stand without an article."""
MANY = frozenset(("forces", "troops", "marines", "guards", "rebels"))
"""Nouns at the end of the name of a body that "it" does not mean."""
PRONOUNS = {
    case: pronoun
    for pronoun, cases in {
        "he": "he him his himself", "she": "she her herself", "it": "it its itself",
        "they": "they them their themselves", "i": "i my me", "we": "we our us", "you": "you your",
    }.items()
    for case in cases.split()
}
"""Pronouns in all their cases."""
PARTIAL = frozenset(("some", "others", "several", "many", "most", "few", "two", "three"))
"""Words that alone mean a part of a group."""
POSSESSIVE = frozenset(("his", "her", "its", "their"))
RELATIVE = frozenset(("who", "whom", "which", "that"))
OPENERS = RELATIVE | {"whose", "where"}
"""Words that begin a clause about the one named before."""
ARTICLES, DEFINITE = frozenset(("the", "a", "an")), frozenset(("the", "this", "that"))
FILLERS = _words("same own said latter former whole new old other first very current larger smaller bigger two-member"
                 " three-member five-member the a an ' and")
"""Words before a noun that tell nothing of who is meant."""
NAMING = frozenset(("named", "called", "itself", "himself", "herself", "sign"))
"""Words of a description behind which the name stands: "a group calling itself", "call sign"."""
NO_FIGURE = frozenset(("no", "each", "every", "any", "some", "all"))
"""Words before a noun that point to nobody."""
SHORT_TITLES = {
    "senator": "sen", "governor": "gov", "representative": "rep", "congressman": "rep", "congresswoman": "rep",
    "general": "gen", "colonel": "col", "captain": "capt", "sergeant": "sgt", "lieutenant": "lt", "professor": "prof",
    "doctor": "dr", "physician": "dr", "pastor": "rev", "inspector": "insp", "detective": "det", "councillor": "cllr",
}
"""Nouns for those who are introduced by a shortened title."""
OF = frozenset(("of", "for"))
AFFILIATING = OF | {"at", "with", "from", "by"}
"""Prepositions behind which stands whom somebody belongs to."""
AUTHORING = frozenset(("by", "from"))
"""Prepositions behind which stands who wrote something."""
COPULAS = frozenset(("is", "was", "are", "were", "became"))
ANYBODY = _words("person people man men woman women someone somebody one individual individuals")
"""Nouns that tell nothing of who is meant."""
INSIDE = _words("knowledge briefed familiar close seen privy acquainted anonymity anonymous condition"
                " authorised authorized identified")
"""Words with which somebody is told to know what others do not, and left without a name: "a person briefed on it"."""
STUDYING = _words("studies studied researches teaches lectures covers tracks models")
"""Verbs behind "who" for one who knows a field."""
LEADING = _words("leads heads chairs runs directs commands represents owns founded manages led headed ran chaired")
"""Verbs behind "who" for one who speaks for what follows them."""
PARTICIPLES = _words("found seen shown written sent drawn kept given made taken held known read")
"""Participles without an ending: "a note found in the shed"."""
PAST = frozenset(("retired", "former", "ex"))
"""Words before a noun for what somebody is no longer."""
TRAILING = _words("itself himself herself themselves close familiar outside alone nearby")
"""Words behind a head noun that are no part of the noun phrase: "sources close to", "the bureau itself"."""
HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "sir", "dame", "lady", "lord"))
TRADE_ENDINGS = ("er", "or", "ist", "ian", "man", "woman")
"""Endings of nouns for what somebody does."""
SAYING = _words("said says say added adds told tells according wrote writes stated states warned replied asked asks"
                " recalled insisted argued explained explains declared announced reported noted")
"""Words that stand before a name and are no part of it."""
_DEEDS = {
    "expert": "teaches taught studies studied researches researched advises lectures analyses analyzes",
    "civil": "chairs leads heads coordinates organises organizes campaigns founded represents",
    "business": "owns manages invests sells imports exports employs",
    "witness": "lives lived lost bought came moved grew grows raised raises plays played works worked drives drove"
               " attended watched married survived volunteers volunteered moved fled saw heard waited arrived brought"
               " keeps grows uses studies travelled traveled escaped served",
    "politics": "sponsored campaigned",
    "military": "fought serves served commands commanded enlisted deployed",
    "law": "prosecuted defended represented investigated presided sentenced arrested",
    "media": "reported published printed broadcast aired revealed",
}
DEEDS = {
    word: tuple(kind for kind, listed in _DEEDS.items() if word in listed.split())
    for words in _DEEDS.values() for word in words.split()
}
"""Verbs of what is told about somebody, with the kinds of source that do so."""
TELLING = ("head ", "heads ", "title ", "for ", "of ", "name ")
"""How the keys begin that say directly what kind of source somebody is."""
PLAIN = frozenset(SOURCE_KINDS) - {"witness", "unnamed"}
"""The kinds that the words of a name, the nouns near one and the other speakers of a text can hint at."""
CAPITALS = letters("name", "first name")
EACH_CAPITAL = re.compile(pattern(CAPITALS))
DETERMINERS = letters("determiner", "possessive")
CONTENT = letters("word", "verb", "-s", "-ed", "-ing", "owner")
"""Classes of the words that have a capital in headlines alone."""
NOUNS = CAPITALS | letters("word", "-s", "owner")
MODIFIERS = NOUNS | letters("-ing", "-ed", "number")
"""Classes of the words before a head noun."""
PHRASE = MODIFIERS | DETERMINERS | letters("preposition")
OWNING = letters("determiner", "possessive", "word", "-s", "name", "number", "owner")
"""Classes of the words behind "of" that belong to a noun phrase."""
APPOSED = DETERMINERS | letters("preposition")
NO_NOUN = DETERMINERS | letters("pronoun", "coordinator", "adverb")
MARKS = letters("comma", "bracket", "semicolon", "dash")
EACH_MARK = re.compile(pattern(MARKS))
BETWEEN_WORDS = re.compile(pattern(MARKS | letters("stop", "colon", "quote", "sign") | {PAD}))
BEHIND_HEADS = letters("preposition", "to", "pronoun", "question", "comma", "auxiliary")
BEFORE_RELATIVE = letters("comma", "bracket", "preposition", "determiner", "number")
ENDINGS = letters("comma", "stop", "quote", "semicolon", "colon", "bracket", "modal")
"""Classes of the tokens that end a description."""


LEXICON: dict[str, tuple[str, ...]] = {
    phrase: tuple(dict.fromkeys(kind for listed in (PEOPLE, BODIES, WORKS) for kind in listed.get(phrase, ())))
    for phrase in (*PEOPLE, *BODIES, *WORKS)
}
"""Every noun and phrase of the three lists with its kinds."""
SINGLE = ALIAS | frozenset(
    form for phrase in (*LEXICON, *HEADS, *SHORT_TITLES.values()) if " " not in phrase
    for form in (phrase, f"{phrase}s", f"{phrase.removesuffix('y')}ies", f"{phrase.removesuffix('man')}men")
)
"""The nouns of the lists of one word, with what can be their plurals, and the words that announce an alias."""
FIRST_WORDS = frozenset(phrase.split()[0] for phrase in LEXICON if " " in phrase)
WITH_OF = frozenset(" ".join(phrase.split()[:3]) for phrase in (*LEXICON, *HEADS) if " of " in phrase)
"""How the phrases begin that hold an "of": "chief of staff"."""
LONGEST_PHRASE = 3
"""Words of the longest phrases of the lists."""
LONGEST_DESCRIPTION = 16
"""Tokens of a description that are read: longer are 2 in 1,000 of the annotated speakers."""
MOST_LOOKED_AT = 24
"""Names, or places of a noun, among which one is looked for: they keep the work linear in the length of the text."""
NEAR = 8
"""Tokens between a name and an alias or a noun that is said to be the same, and before a noun in its phrase."""
FAR = 3
"""Sentences before a pronoun among which its owner is looked for: in the annotated stories two are too few, and
four to six find no more."""
MOST_PLACES = 4
"""Places of a name at which it is read what is said of it: in the annotated stories one and two tell less, and ten
no more."""
HEADLINE = 4
"""Capitals from which a sentence without any content word in lower case is a headline: they then make no names."""
RANK = {"sentence": -1.0, "subject": 0.8, "spoke": 1.2, "unsure": -0.6, "unnamed": -0.4}
"""What counts for a figure to be meant by a pronoun: each sentence back, being named first in its sentence, having
spoken last, being perhaps of the wrong sort, and having no name; set by hand on half of the annotated stories; on the
others, 0.4 more or less of any one names no more than one pronoun more."""
PARTY = re.compile(r"(?:[rd]|lab|con|ind|lib)-[a-z]+|[rd]")
"""What stands in brackets or behind a comma after a politician's name: R-Texas, D."""
SPELLINGS = {"defense": "defence", "labor": "labour", "center": "centre", "organization": "organisation"}
"""American spellings in names of bodies, with the British ones."""
NOBODY = ("nobody",)
"""The keys of a mention that means nobody the text tells of."""


@lru_cache(maxsize=1 << 13)
def kinds_of(phrase: str) -> tuple[str, ...]:
    """Return the kinds that the lists give a noun or phrase, in the singular or plural; none for other words.

    Examples
    --------
    >>> kinds_of("ministries"), kinds_of("hat")
    (('government',), ())
    """
    return next((LEXICON[form] for form in _forms(phrase) if form in LEXICON), _by_ending(phrase))


def _by_ending(word: str) -> tuple[str, ...]:
    """Return the kind of a noun that no list has by its ending: whoever is an "-ologist" knows a field."""
    return ("expert",) if word.rstrip("s").endswith(("ologist", "physicist", "ochemist")) else ()


def _forms(phrase: str) -> Iterator[str]:
    """Yield a word, what can be its singular, and what stands behind "co-" or "ex-"."""
    yield phrase
    for ending, singular in (("s", ""), ("es", ""), ("ies", "y"), ("ves", "fe"), ("men", "man"), ("people", "person")):
        if phrase.endswith(ending):
            yield phrase.removesuffix(ending) + singular
    if phrase.startswith(("co-", "ex-")):
        yield phrase[3:]


@lru_cache(maxsize=1 << 13)
def _sort(word: str) -> str | None:
    """Return whether a noun names a person, a body or a work."""
    for form in _forms(word):
        for sort, listed in (("person", PEOPLE), ("body", BODIES), ("work", WORKS), ("person", HEADS)):
            if form in listed:
                return sort
    return "person" if _by_ending(word) else None


@lru_cache(maxsize=1 << 13)
def _heads(noun: str) -> tuple[bool, bool]:
    """Return whether a noun is one of `HEADS`, and one of `CARRIERS`."""
    forms = tuple(_forms(noun))
    return any(form in HEADS for form in forms), any(form in CARRIERS for form in forms)


@dataclass(frozen=True)
class Speaker:
    """Whom a mention means.

    Attributes
    ----------
    name : str or None
        The first full form in the text, or the description; None where a pronoun meets nobody.
    words : tuple of str
        What tells the kind of source, as keys (see `evidence`); the same for all mentions of one speaker.
    """

    name: str | None
    words: tuple[str, ...]


def commonest_kind(prose: Prose) -> str:
    """Return the kind of source whose nouns a text has most of: in a text full of soldiers "he" is rather a soldier."""
    nouns = filter(None, prose.look_up(LISTED))
    found = Counter(noun.kind for noun in nouns if noun.kind)
    return max(found, key=found.__getitem__, default="none")


class Listed(NamedTuple):
    """A noun of the lists.

    Attributes
    ----------
    kind : str
        The first of its kinds; nothing where it has none.
    single : bool
        Whether it is in `SINGLE`.
    """

    kind: str
    single: bool


def _listed(word: str) -> Listed | None:
    """Return what the lists say of a word; None where it is in none of them."""
    kind, single = next(iter(kinds_of(word)), "") if word.isalpha() else "", word in SINGLE
    return Listed(kind, single) if kind or single else None


LISTED = Memory(_listed)
"""Words with what the lists say of them."""


def spoken(speaker: Speaker, cue: Sequence[str], content: Sequence[str], about: str) -> Speaker:
    """Return a speaker with the keys of how he, she or it speaks, and of what the article is `about`.

    An institution says "we", a person affected "I"; a court orders, a witness remembers. `cue` and `content` are
    tokens in lower case, `about` comes from `commonest_kind`.
    """
    quoted = not DOUBLE_MARKS.isdisjoint(content)
    keys = [f"says {who}" for who, words in SPEAKING.items() if not words.isdisjoint(content)] if quoted else []
    keys += [f"cue {word}" for word in cue if word[0].isalpha()]
    return Speaker(speaker.name, (*speaker.words, *keys, f"quoted {quoted}", f"article {about}"))


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

    def kinds(self, speakers: Sequence[Speaker | None]) -> list[str]:
        """Return the kind of source that each speaker of a text most likely is; "unnamed" for nobody.

        All that is said of, and by, one name counts together: a source is of one kind.

        Examples
        --------
        >>> weights = {"head law": (0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)}
        >>> Kinds(weights, (0.0,) * 10).kinds([Speaker("the court", ("head law", "noun court")), None])
        ['law', 'unnamed']
        """
        whose = [n if speaker is None else speaker.name or n for n, speaker in enumerate(speakers)]
        numbers: dict[str | int, list[int]] = {}
        for who, speaker in zip(whose, speakers, strict=True):
            if speaker:
                known = numbers.setdefault(who, [])
                known.append(0)
                known += filter(None, map(self._number.get, speaker.words))
        found: dict[str | int, str] = {}
        if numbers:
            *starts, _ = accumulate(map(len, numbers.values()), initial=0)
            rows = self._rows[list(chain.from_iterable(numbers.values()))]
            best = np.add.reduceat(rows, starts, axis=0).argmax(axis=1)
            found = dict(zip(numbers, map(SOURCE_KINDS.__getitem__, best.tolist()), strict=True))
        return [found.get(who, "unnamed") for who in whose]

    @cached_property
    def _number(self) -> dict[str, int]:
        """The row of each key; the first row is that of the bias."""
        return {key: n for n, key in enumerate(self.weights, 1)}

    @cached_property
    def _rows(self) -> NDArray[np.float64]:
        """Bias and weights, of shape (1 + n_keys, n_kinds)."""
        return np.array([self.bias, *self.weights.values()], dtype=np.float64)


@dataclass(eq=False)
class Entity:
    """Somebody or something that a text names or describes.

    Attributes
    ----------
    name : str
    sort : str
        "person", "body", "place"; "name" where it cannot be told; "work" for what is written and all else.
    places : list of (int, int)
        Tokens of the names and descriptions.
    plural : bool
    woman : bool or None
        None where it cannot be told.
    named : bool
        Whether it has a name of its own.
    owner : Entity or None
        The one in whose name a description is given.
    count : int
        How often it was named so far.
    """

    name: str
    sort: str
    places: list[Range] = field(default_factory=list)
    plural: bool = False
    woman: bool | None = None
    named: bool = True
    owner: "Entity | None" = None
    count: int = 0


def _bare(word: str) -> str:
    """Return a word without the ending of an owner."""
    return word.removesuffix("'s")


# --- names -----------------------------------------------------------------------------------------------------------


class Names:
    """The runs of capitalised words of a text that name somebody or something, titles left out.

    Attributes
    ----------
    runs : list of (int, int)
    starts, ends : dict of int to int
        The run that begins at a token, and the one that ends before it.
    """

    def __init__(self, prose: Prose) -> None:
        self.prose, self.lower, self.classes = prose, prose.lower, prose.classes
        capitals = [match.start() for match in EACH_CAPITAL.finditer(prose.classes)]
        self._headlines = self._find_headlines(capitals)
        self.known = {
            prose.lower[i] for i in capitals
            if prose.sentence[i] not in self._headlines and not self._begins(i)
        }
        self._is_name = bytearray(len(prose.words))
        for i in capitals:
            self._is_name[i] = self._can_name(i)
        self.runs: list[Range] = []
        end = 0
        for i in capitals:
            if i >= end and self._is_name[i]:
                end = self._end(i)
                self.runs += self._without_titles(i, end)
        self.starts = {run[0]: number for number, run in enumerate(self.runs)}
        self.ends = {run[1]: number for number, run in enumerate(self.runs)}

    def _find_headlines(self, capitals: Sequence[int]) -> set[int]:
        """Return the sentences in which every word has a capital that can have one."""
        count = Counter(map(self.prose.sentence.__getitem__, capitals))
        several = {at: self.prose.sentences[at] for at, n in count.items() if n >= HEADLINE}
        return {at for at, span in several.items() if CONTENT.isdisjoint(self.classes[slice(*span)])}

    def _begins(self, i: int) -> bool:
        """Tell whether a word begins a sentence or a quotation, and may have its capital from that."""
        return self.classes[i] == "F" or (self.classes[i - 1] == '"' and self.prose.hidden[i] == 1)

    def _can_name(self, i: int) -> bool:
        """Tell whether a capitalised token can be part of a name: in some places only with evidence."""
        low = self.lower[i]
        if low in CALENDAR:
            return False
        if not self._begins(i):
            return self.prose.sentence[i] not in self._headlines or low in self.known or _bare(low) in self.known
        if self.classes[i + 1] == "N" and low not in OPENING:
            return True
        if _bare(low) in self.known or _bare(low) in WOMEN or _bare(low) in MEN:
            return True
        initial = len(low) == 1 and self.lower[i + 1] == "." and self.classes[i + 2] == "N"
        office = self._odd(i + 1) or (self.lower[i + 1] == "of" and self.lower[i + 2] in PORTFOLIO)
        return initial or low in STATES or (low in TITLES and office)

    def _end(self, first: int) -> int:
        """Return the token after the run that begins at a token."""
        lower, i = self.lower, first + 1
        while True:
            if lower[i - 1].endswith("'s") and not self._keeps_owner(i):
                return i
            step = 1 if self._is_name[i] else self._bridge(first, i) if lower[i] in BRIDGES or self._odd(i) else 0
            if not step:
                return i + (lower[i] == "." and self._is_short(i - 1))
            i += step

    def _is_short(self, i: int) -> bool:
        """Tell whether a word is shortened, so that a full stop behind it ends no sentence."""
        return self.lower[i] in SHORTENED or len(self.lower[i]) == 1 or "." in self.lower[i]

    def _odd(self, i: int) -> bool:
        """Tell whether a word has a capital though it is none of those that names are made of: Per Stade, May."""
        return self.classes[i] in "iw" and self.prose.words[i][0].isupper()

    def _keeps_owner(self, i: int) -> bool:
        """Tell whether the name goes on behind a possessive: "Children's Fund", "St Fillan's Hospice"."""
        owner = _bare(self.lower[i - 1])
        saint = self.lower[i - 2] in ("st", ".")
        return bool(self._is_name[i]) and (saint or (owner not in self.known and bool(kinds_of(owner))))

    def _bridge(self, first: int, i: int) -> int:
        """Return how many tokens join the name before a token to what follows; 0 if they do not."""
        lower, word, after = self.lower, self.lower[i], self._is_name[i + 1]
        if word in ("of", "for", "without", "against"):
            return self._of(first, i)
        if word == "may":
            return 1
        if word == ".":
            return int(after and self._is_short(i - 1))
        if word == "'":
            return int(after and lower[i - 1].endswith("s"))
        if word == "and":  # Food and Drug Administration
            body = i - first == 1 and self._is_name[i + 2] and _sort(lower[i + 2]) == "body"
            return int(after and (body or "of" in lower[max(first, i - NEAR) : i]))
        return after

    def _of(self, first: int, i: int) -> int:
        """Return how many tokens join the name of a body, or an office, to what it is a body of."""
        lower, before = self.lower, self.lower[i - 1]
        after = i + 1 + (lower[i + 1] == "the")
        if not self._is_name[after]:
            return 0
        goes_on = _sort(before) == "body" or not OF.isdisjoint(lower[max(first, i - NEAR) : i])
        return after - i if goes_on or (before in TITLES and lower[after] in PORTFOLIO) else 0

    def _without_titles(self, first: int, end: int) -> list[Range]:
        """Return a run without the titles before it; none where nothing is left."""
        lower, start = self.lower, first
        last = end - 1 - (lower[end - 1] == "." and end - first > 1)
        if self._is_body(first, last):
            start -= self.classes[first - 1] == "1" and lower[first - 1][-2:] in ("st", "nd", "rd", "th")
        elif first < last:
            titles = [j for j in range(first, last) if lower[j] in TITLES and lower[j + 1] not in ("jr", "sr")]
            if titles:
                start = titles[-1] + 1
                while start < last and (lower[start] in PORTFOLIO or lower[start] == "."):
                    start += 1
            elif (self.classes[first] == "F" and lower[first] in TRADES) or (
                last > first + 1 and _sort(lower[first]) == "person"
            ):
                start += 1
        if start == last and (lower[start] in TITLES or lower[start] in CALENDAR):
            return []
        return [(start, end)]

    def _is_body(self, first: int, last: int) -> bool:
        """Tell whether a run ends with a noun for a body, or is the body of something."""
        lower = self.lower
        if _sort(_bare(lower[last])) == "body":
            return True
        if first == last:
            return False
        with_of = any(lower[j] == "of" and _sort(lower[j - 1]) == "body" for j in range(first + 1, last))
        return with_of or _sort(f"{lower[last - 1]} {lower[last]}") == "body"


# --- whom a text names -----------------------------------------------------------------------------------------------


class Cast:
    """Everybody and everything that a text names, and those that it only describes.

    Attributes
    ----------
    of_run : list of (Entity or None)
        Whom each run of `names` means; None where it is a common noun.
    nouns : list of int
        The tokens of the nouns that the lists, or the mentions of a text, hold.
    hints : dict of Entity to set of str
        What `hinted` has found so far.
    owners : dict of int to Entity
        Whom a possessive pronoun at a token means, for those that were asked for.
    """

    def __init__(self, prose: Prose, mentions: Iterable[Range | None]) -> None:
        self.prose, self.names = prose, Names(prose)
        asked = {word for mention in mentions if mention for word in prose.lower[slice(*mention)]}
        self._asked = asked - SINGLE - {PAD}
        figures = {word for word in self._asked if _sort(_bare(word)) in ("person", "body")}
        self.nouns = [i for i, noun in enumerate(prose.look_up(LISTED)) if noun and noun.single]
        if figures:
            self.nouns = sorted([*self.nouns, *(i for i, word in enumerate(prose.lower) if word in figures)])
        self.of_run: list[Entity | None] = [None] * len(self.names.runs)
        self.hints: dict[Entity, set[str]] = {}
        self.owners: dict[int, Entity] = {}
        self._full: dict[str, Entity] = {}
        self._by_words: dict[str, Entity] = {}
        self._by_word: dict[str, list[Entity]] = {}
        self._by_description: dict[str, Entity] = {}
        for number, run in enumerate(self.names.runs):
            if run[1] - run[0] > 1:
                self.of_run[number] = self._meet(run)
        self._learn_aliases()
        for number, run in enumerate(self.names.runs):
            entity = self.of_run[number] = self.of_run[number] or self.recognise(run)
            if entity:
                entity.count += 1
        for entity in self._full.values():
            entity.places.sort()

    def text(self, tokens: Range) -> str:
        """Return the text of a token range on one line, without the ending of an owner."""
        first, end = tokens
        if BETWEEN_WORDS.search(self.prose.classes, first, end):
            start, stop = self.prose.range(tokens)
            words = self.prose.text[start:stop].split()
        else:  # words are never side by side without a blank
            words = self.prose.words[first:end]
        return " ".join(words).removesuffix("'s").removesuffix("’s")

    def _meet(self, run: Range) -> Entity:
        """Return the entity of a name of several words, a new one if it is not known."""
        words = " ".join(self.prose.lower[slice(*run)])
        known = self._by_words.get(words)
        if known is None:
            known = self._by_words[words] = self._name(run)
        known.places.append(run)
        return known

    def _name(self, run: Range) -> Entity:
        """Return the entity of a name that was not met before: a longer or shorter form of a known one, or new."""
        name, lower = self.text(run), self.prose.lower
        key = SPELT[name]
        first, last = lower[run[0]], _bare(lower[run[1] - 1 - (lower[run[1] - 1] == ".")])
        known = self._full.get(key) or self._longer(key, (first, last))
        if known is None:
            known = Entity(name, self._sort_of(run), plural=last in MANY, woman=self._is_woman(run))
            self._full[key] = known
            for word in {first, last, INITIALS[name]}:
                if known.sort == "person" or not (kinds_of(word) or word in TITLES):
                    self._by_word.setdefault(word, []).append(known)
        elif len(name) > len(known.name) and known.sort != "person":
            known.name = name
        return known

    def _longer(self, key: str, words: Sequence[str]) -> Entity | None:
        """Return the known entity whose name begins or ends with another, or is itself the beginning of it."""
        for word in words:
            for known in self._by_word.get(word, ())[-MOST_LOOKED_AT:]:
                name = SPELT[known.name]
                if f"{name} ".startswith(f"{key} ") or f" {name}".endswith(f" {key}"):
                    return known
                if known.sort != "person" and key.startswith(f"{name} "):
                    return known
        return None

    def _learn_aliases(self) -> None:
        """Take in by which other names somebody is known, where that is said close behind the name."""
        prose, names = self.prose, self.names
        for number, run in enumerate(names.runs):
            entity = self.of_run[number - 1] if number else None
            if entity and prose.words[run[0] - 1] == "(" and names.ends.get(run[0] - 1) == number - 1:
                self._by_word.setdefault(prose.lower[run[0]], []).append(entity)
        for i in [i for i in self.nouns if prose.lower[i] in ALIAS]:
            back = next((names.ends[j] for j in range(i + 1, i - NEAR, -1) if j in names.ends), None)
            entity = self.of_run[back] if back is not None else None
            if entity and entity.sort != "body" and prose.sentence[entity.places[-1][0]] == prose.sentence[i]:
                alias = self._alias_behind(i)
                if alias:
                    self._by_word.setdefault(alias, []).append(entity)

    def _alias_behind(self, i: int) -> str | None:
        """Return the name or the quoted word behind "known as"."""
        prose = self.prose
        for j in range(i + 1, min(i + 5, len(prose.words))):
            if prose.classes[j] == "N" or (prose.quotation[j] >= 0 and prose.classes[j] == "W"):
                return prose.lower[j]
        return None

    def recognise(self, run: Range) -> Entity | None:
        """Return the entity of a single name: somebody named in full, else a new one; None for a common noun."""
        low, woman = _bare(self.prose.lower[run[0]]), self._is_woman(run)
        known = self._in_full(low, woman, run[0]) or self._full.get(low)
        if known is None:
            titled = self.prose.lower[run[0] - 1] in TITLES or self.prose.words[run[0]].isupper() or low in STATES
            if low in DEMONYMS or (kinds_of(low) and not titled):
                return None
            known = self._full[low] = Entity(self.text(run), self._sort_of(run))
        known.woman = woman if known.woman is None else known.woman
        known.places.append(run)
        return known

    def _in_full(self, low: str, woman: bool | None, place: int) -> Entity | None:
        """Return whose first name, surname or alias a word is: of several, the one named most so far."""
        full = [e for e in self._by_word.get(low, ())[-MOST_LOOKED_AT:] if woman is None or e.woman in (None, woman)]
        before = [entity for entity in full if entity.places[0][0] < place] or full[:1]
        if len(before) == 1:
            return before[0]
        return max(before, key=lambda e: (e.name.lower().endswith(low), e.count), default=None)

    def _title(self, run: Range) -> str:
        """Return the word before a name, its full stop left out."""
        before = self.prose.lower[run[0] - 1]
        return self.prose.lower[run[0] - 2] if before == "." else before

    def _is_woman(self, run: Range) -> bool | None:
        """Tell by the title before a name, or the first name, whether it is a woman's."""
        for word in (self._title(run), _bare(self.prose.lower[run[0]])):
            if word in WOMEN or word in MEN:
                return word in WOMEN
        return None

    def _sort_of(self, run: Range) -> str:
        """Return whether a name is a person's, a body's or a place's; "name" where it cannot be told."""
        lower, classes, (first, end) = self.prose.lower, self.prose.classes, run
        title, last = self._title(run), _bare(lower[end - 1 - (lower[end - 1] == ".")])
        if title in TITLES or lower[first] in WOMEN or lower[first] in MEN or _sort(title) == "person":
            return "person"
        if end - first > 1 and ("body" in map(_sort, lower[first:end]) or not OF.isdisjoint(lower[first:end])):
            return "body"
        if lower[end] == "," and (classes[end + 1] == "1" or lower[end + 1] == "who"):
            return "person"
        capitals = self.prose.words[first].isupper() and len(lower[first]) > 1
        if capitals or title == "the" or last in STATES or kinds_of(last):
            return "body"
        return "place" if title in PLACING else "name"

    def describe(self, tokens: Range, head: int, place: Range) -> Entity:
        """Return the one entity of a description, given its text, its head noun and where it stands."""
        name = self.text(tokens)
        known = self._by_description.get(name.lower())
        if known is None:
            noun = _bare(self.prose.lower[head])
            sort = _sort(noun) or "work"
            plural = sort != "work" and noun.endswith(("s", "men", "children")) and not noun.endswith("ss")
            woman = noun in WOMEN if noun in WOMEN or noun in MEN else None
            known = Entity(name, sort, plural=plural or noun in MASSES, woman=woman, named=False)
            self._by_description[name.lower()] = known
        known.places.append(place)
        return known

    def core(self, mention: Range) -> Range:
        """Return a mention up to its first comma, bracket or dash."""
        first, end = mention
        prose = self.prose
        for mark in EACH_MARK.finditer(prose.classes, first + 1, end):
            i = mark.start()
            if prose.classes[i] != "-" or prose.start(i) > prose.end(i - 1):
                return first, i
        return mention

    def phrase(self, i: int) -> Range:
        """Return the noun phrase around a head noun, with what it is a noun of."""
        lower, classes, start, end = self.prose.lower, self.prose.classes, i, i + 1
        while start > i - NEAR and (classes[start - 1] in MODIFIERS or lower[start - 1] in ("'", "&")):
            start -= 1
        start -= classes[start - 1] in DETERMINERS
        if lower[end] in OF and classes[end + 1] in OWNING:
            end += 1
            while end < i + NEAR and classes[end] in OWNING:
                end += 1
        return start, end

    # --- whom a common noun means ------------------------------------------------------------------------------------

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        """The tokens of each noun of the lists, and of each word that the mentions of the text ask for."""
        where: defaultdict[str, list[int]] = defaultdict(list)
        lower, asked = self.prose.lower, self._asked
        for i in self.nouns:
            if lower[i] in SINGLE:
                where[lower[i]].append(i)
        for i, word in enumerate(lower):
            if word in asked:
                where[word].append(i)
        return dict(where)

    def nouns_in(self, sentence: int) -> Sequence[int]:
        """Return the tokens of the nouns in a sentence."""
        first, end = self.prose.sentences[sentence]
        return self.nouns[bisect_left(self.nouns, first) : bisect_left(self.nouns, end)]

    def introduced(self, noun: str, others: AbstractSet[str], place: int) -> Entity | None:
        """Return who was introduced with a noun, and with the other words of a description, if there are any.

        Those before a place are asked first, the nearest first. Where nobody was introduced so, it is a longer
        description with the noun, or a body for which the noun can stand.
        """
        before, after = self._around(noun, place)
        for i in (*reversed(before), *after):
            found = self._bearer(i, noun)
            if found and others <= {*found.name.lower().split(), *map(_bare, self.prose.lower[max(0, i - NEAR) : i])}:
                return found
        if others or noun.endswith("s"):
            return None
        return next(filter(None, map(self._fuller, before)), None) or self._stand_in(noun, place)

    def _around(self, noun: str, place: int) -> tuple[list[int], list[int]]:
        """Return where a noun, or the title for it, stands before a place, and behind it."""
        before, after = [], []
        for word in filter(None, (noun, SHORT_TITLES.get(noun))):
            where = self._where.get(word, [])
            at = bisect_left(where, place)
            before += where[max(0, at - MOST_LOOKED_AT) : at]
            after += where[at : at + MOST_LOOKED_AT]
        return sorted(before), sorted(after)

    def _bearer(self, i: int, noun: str) -> Entity | None:
        """Return whose name holds, or stands beside, a noun at a token."""
        sort, inside = _sort(noun), self.run_over(i)
        entity = self.of_run[inside] if inside is not None else None
        if entity and entity.sort != "person" and " " in entity.name:
            return entity
        if noun in MASSES:
            return None
        for number in self._beside(i):
            entity = self.of_run[number]
            if entity is None or entity.sort == "place" or (entity.sort == "person" and sort != "person"):
                continue
            if entity.sort != "body" or sort == "body" or "business" in kinds_of(noun):
                return entity
        return None

    def run_over(self, i: int) -> int | None:
        """Return the run that a token is part of."""
        for j in range(i, i - NEAR, -1):
            number = self.names.starts.get(j)
            if number is not None:
                return number if self.names.runs[number][1] > i else None
        return None

    def _beside(self, i: int) -> Iterator[int]:
        """Yield the names that a noun at a token introduces: behind it, or in apposition to it."""
        starts, ends, classes = self.names.starts, self.names.ends, self.prose.classes
        after = i + 1 + (classes[i + 1] == ".")
        (start, end), behind = self.phrase(i), [after, after + 1] if self.prose.lower[after] in TITLES else [after]
        if classes[end] == ",":
            behind += [next((j for j in range(end + 1, end + 4) if j in starts), -1)]
        yield from (starts[j] for j in behind if j in starts)
        back = start - 1
        if classes[back] == "," and classes[back - 1] == "1":  # Karl Ostrom, 64, a miller
            back -= 2
        told = classes[back] == "," and self.prose.lower[end] in SAYING  # in the Armed Forces, the ministry said
        if classes[back] in ",x" and back in ends and not told:
            yield ends[back]

    def _fuller(self, i: int) -> Entity | None:
        """Return the entity of a longer description with a noun at a token."""
        start, end = self.phrase(i)
        if self.prose.classes[start] not in DETERMINERS or self.prose.hidden[i]:
            return None
        inner = start + (self.prose.lower[start] in ARTICLES)
        if end == i + 1 and FILLERS.issuperset(self.prose.lower[inner:i]):
            return None
        return self.describe((inner, end), i, (start, end))

    def _stand_in(self, noun: str, place: int) -> Entity | None:
        """Return the body last named before a place for which a common noun such as "the company" can stand."""
        if noun not in STAND_INS:
            return None
        wanted, last = set(kinds_of(noun)), bisect_left(self.names.runs, (place,))
        for entity in reversed(self.of_run[max(0, last - MOST_LOOKED_AT) : last]):
            if entity and entity.sort in ("body", "name") and entity.name.lower() not in STATES:
                given = {kind for kinds in _hits(entity.name.lower().split()) for kind in kinds}
                if given & wanted or (not given and entity.sort == "body"):
                    return entity
        return None


def _spelt(name: str) -> str:
    """Return a name as names are compared: in lower case, in British spelling, without a last full stop."""
    return " ".join(SPELLINGS.get(word, word) for word in name.lower().rstrip(".").split())


def _initials(name: str) -> str:
    """Return the first letters of the capitalised words of a name."""
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


SPELT, INITIALS = Memory(_spelt), Memory(_initials)
"""Names as they are compared, and by their first letters."""


# --- whom a mention means --------------------------------------------------------------------------------------------


class Scene:
    """The cast of a text with who has spoken so far.

    Attributes
    ----------
    cast : Cast
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, self.prose, self._names = cast, cast.prose, cast.names
        self._spoken: list[tuple[int, Entity]] = []
        self._figures: dict[int, list[tuple[int, Entity, bool]]] = {}

    def hear(self, mention: Range) -> Entity | None:
        """Return whom a mention means, and remember that this one has spoken."""
        entity = self._meant(mention)
        if entity:
            self._spoken.append((self.prose.sentence[mention[0]], entity))
        return entity

    def _meant(self, mention: Range) -> Entity | None:
        """Return whom a mention means; None for nobody that the text tells of."""
        lower, (first, end) = self.prose.lower, mention
        low = lower[first].partition("'")[0]
        if lower[end - 1] in RELATIVE - {"that"} or (end - first == 1 and low in RELATIVE):
            return self._antecedent(first)
        if end - first == 1 and low in PRONOUNS:
            return self._of_pronoun(PRONOUNS[low], first)
        group = self._group_before(first) if end - first == 1 and low in PARTIAL else None
        found = group or self._named(mention) or self._spoken_for(mention)
        if found:
            if low in POSSESSIVE:  # its director, Ann Lee,
                self._note_owner(first, found)
            return found
        if low in POSSESSIVE and end - first > 1:
            return self._owned(mention)
        comma = self.cast.core(mention)[1]
        if lower[comma - 1] in ("them", "whom") and comma + 1 < end:  # one of them, a retired accountant
            return self._meant((comma + 1, end))
        found = self._described(mention)
        if lower[comma - 1] == "them":
            group = self._of_pronoun("they", first)
            found.places += group.places[:1] if group and group is not found else []
        return found

    def _note_owner(self, place: int, owned: Entity) -> None:
        """Note whom a possessive pronoun before a description of somebody means."""
        owner = self._of_pronoun(PRONOUNS[self.prose.lower[place]], place)
        if owner and owner is not owned:
            self.cast.owners[place] = owner

    def _group_before(self, place: int) -> Entity | None:
        """Return the people whom "some" means: those named last before it in its sentence."""
        figures = self._figures_of(self.prose.sentence[place])
        return next((entity for token, entity, _ in reversed(figures) if token < place and entity.plural), None)

    def _named(self, mention: Range) -> Entity | None:
        """Return the entity whose name is the head of a mention, or stands in its apposition."""
        first, end = self.cast.core(mention)
        number = self._head_run(first, end)
        if number is not None:
            return self.cast.of_run[number]
        if end - first == 1 and self.prose.classes[first] == "F":
            return self.cast.recognise((first, end))
        numbers = [self._names.starts[i] for i in range(first + 1, end)
                   if i in self._names.starts and self.prose.lower[i - 1] in NAMING]
        if not numbers and self.prose.classes[end] == ",":
            numbers = self._in_apposition(end + 1, mention[1])
        found = self.cast.of_run[numbers[-1]] if numbers else None
        if found:
            found.places.insert(1, (first, end))
        return found

    def _head_run(self, first: int, end: int) -> int | None:
        """Return the run with which a noun phrase ends before its first preposition or verb."""
        classes, i, found = self.prose.classes, first, None
        while i < end:
            number = self._names.starts.get(i) if i > first else self.cast.run_over(i)
            if number is not None:
                found, i = number, self._names.runs[number][1]
                continue
            if classes[i] == "c":
                return None
            if i > first and self._ends_head(i):
                break
            found = found if classes[i] == "." else None
            i += 1
        return found

    def _ends_head(self, i: int) -> bool:
        """Tell whether a token stands behind the head of a noun phrase: a preposition, or a verb behind a noun."""
        kind, lower = self.prose.classes[i], self.prose.lower
        if lower[i] == "of" and lower[i - 1] in TITLES and lower[i + 1] in PORTFOLIO:  # Secretary of State Ann Lee
            return False
        verb = kind in "GE" and _sort(self.prose.lower[i - 1]) is not None
        return verb or kind in BEHIND_HEADS or self.prose.lower[i] in OPENERS

    def _in_apposition(self, first: int, end: int) -> list[int]:
        """Return the run that is the whole of the part of a mention behind a comma."""
        for i in range(first, min(first + 4, end)):
            if i in self._names.starts:
                number = self._names.starts[i]
                after = self._names.runs[number][1]
                return [number] if after >= end or self.prose.classes[after] in ",i" else []
        return []

    def _head(self, first: int, end: int) -> int:
        """Return the head noun of a noun phrase."""
        return next((i - 1 for i in range(first + 1, end) if self._ends_head(i)
                     or self.prose.classes[i] == "c"), end - 1)

    def _described(self, mention: Range) -> Entity:
        """Return whom a description means: somebody introduced with its noun, else the one so described."""
        prose, (first, end) = self.prose, self.cast.core(mention)
        h = self._head(first, end)
        noun = _bare(prose.lower[h])
        inner = first + (prose.classes[first] in DETERMINERS and end - first > 1)
        lone = inner == h and prose.words[h][0].isupper() and not noun.endswith("s") and noun not in MASSES
        if h == end - 1 and (prose.lower[first] in DEFINITE or (lone and h == first)):
            others = set(map(_bare, prose.lower[inner:h])) - FILLERS
            found = self.cast.introduced(noun, others, first)
            if found:
                found.places.append(mention)
                return found
        return self.cast.describe((inner if prose.lower[first] in ARTICLES else first, end), h, mention)

    def _spoken_for(self, mention: Range) -> Entity | None:
        """Return who speaks through a statement: its owner, whom it is by, or who spoke last."""
        lower, (first, end) = self.prose.lower, self.cast.core(mention)
        h = self._head(first, end)
        stated = lower[h] in STATEMENTS or " ".join(lower[h - 1 : h + 1]) in MOUTHPIECES
        if not stated and lower[h] not in AUTHORED:
            return None
        if h + 2 < end and lower[h + 1] in (AFFILIATING if stated else AUTHORING):
            return self._meant((h + 2, end))
        owner = next((i for i in range(first, h) if lower[i].endswith("'s")), None)
        if owner is not None:
            return self._meant((first, owner + 1))
        if not stated:
            return None
        if lower[first] in POSSESSIVE:
            return self._of_pronoun(PRONOUNS[lower[first]], first)
        return self._spoken[-1][1] if self._spoken and lower[first] == "the" else None

    def _owned(self, mention: Range) -> Entity:
        """Return whom "its spokesman" means: the one introduced so, else the spokesman of whom "its" means."""
        first, end = self.cast.core(mention)
        h, pronoun = self._head(first, end), self.prose.lower[first]
        noun, owner = _bare(self.prose.lower[h]), self._of_pronoun(PRONOUNS[pronoun], first)
        if h == first + 1 and _sort(noun) == "person" and not noun.endswith("s"):
            found = self.cast.introduced(noun, frozenset(), first)
            if found and found is not owner and found.named:
                found.places.append(mention)
                return found
        described = self.cast.describe((first, end), h, mention)
        if owner and owner is not described:
            described.owner = self.cast.owners[first] = owner
            if owner.sort != "person" and pronoun == "its":
                described.name = f"{owner.name}'s {self.cast.text((first + 1, end))}"
        return described

    def _antecedent(self, place: int) -> Entity | None:
        """Return whom a relative pronoun means: the noun phrase before it."""
        classes, end = self.prose.classes, place
        while classes[end - 1] in BEFORE_RELATIVE:
            end -= 1
        number = self._names.ends.get(end)
        if number is not None and self.cast.of_run[number]:
            return self.cast.of_run[number]
        first = end
        while classes[first - 1] in PHRASE and end - first < NEAR:
            first -= 1
            if classes[first] in DETERMINERS:
                break
        return self._meant((first, end)) if first < end else None

    # --- pronouns ----------------------------------------------------------------------------------------------------

    def _of_pronoun(self, pronoun: str, place: int) -> Entity | None:
        """Return the likeliest figure before a pronoun, else the nearest one at all, that it can mean."""
        if pronoun in ("i", "we", "you"):
            return None
        ranked = list(self._rank(pronoun, place))
        if not ranked:
            return self._anybody(pronoun, place)
        found = max(ranked, key=lambda row: row[:2])[2]
        if pronoun in ("he", "she") and found.woman is None:
            found.woman = pronoun == "she"
        if pronoun == "it" and found.sort in ("name", "person"):  # a regulator is no person then
            found.sort = "body"
        return found

    def _rank(self, pronoun: str, place: int) -> Iterator[tuple[float, int, Entity]]:
        """Yield those whom a pronoun can mean: how likely, at which token, who."""
        sentence = self.prose.sentence[place]
        last = self._spoken[-1][1] if self._spoken else None
        for at, entity in self._spoken[-2:]:
            if _can_mean(pronoun, entity):
                score = RANK["sentence"] * min(FAR, sentence - at) + RANK["spoke"] * (entity is last)
                yield score + _fit(pronoun, entity), -1, entity
        for at in range(max(0, sentence - FAR), sentence + 1):
            for token, entity, subject in self._figures_of(at):
                if token < place and _can_mean(pronoun, entity):
                    score = RANK["sentence"] * (sentence - at) + RANK["subject"] * subject
                    yield score + RANK["spoke"] * (entity is last) + _fit(pronoun, entity), token, entity

    def _anybody(self, pronoun: str, place: int) -> Entity | None:
        """Return who was named last before a place, or first behind it, of those whom a pronoun can mean."""
        at = bisect_left(self._names.runs, (place,))
        before, after = self.cast.of_run[max(0, at - MOST_LOOKED_AT) : at], self.cast.of_run[at : at + MOST_LOOKED_AT]
        for entity in (*reversed(before), *after):
            if entity and _can_mean(pronoun, entity) and (entity.sort != "name" or " " in entity.name):
                return entity
        return None

    def _figures_of(self, sentence: int) -> list[tuple[int, Entity, bool]]:
        """Return whom a sentence names or describes outside its quotations: token, entity, whether as its subject."""
        if sentence not in self._figures:
            found: list[tuple[int, Entity, bool]] = []
            self._figures[sentence] = found
            first, end = self.prose.sentences[sentence]
            runs = self._names.runs[bisect_left(self._names.runs, (first,)) : bisect_left(self._names.runs, (end,))]
            after = first
            for i in sorted({*(run[0] for run in runs), *self.cast.nouns_in(sentence)}):
                if i < after or self.prose.hidden[i]:
                    continue
                number = self._names.starts.get(i)
                after = i + 1 if number is None else self._names.runs[number][1]
                entity = self._figure(i) if number is None else self.cast.of_run[number]
                if entity:
                    found.append((i, entity, self._is_subject(i, after) and not any(row[2] for row in found)))
        return self._figures[sentence]

    def _is_subject(self, i: int, end: int) -> bool:
        """Tell whether a name or a noun can be a subject: it owns nothing and stands behind no preposition."""
        lower, classes = self.prose.lower, self.prose.classes
        behind = classes[i - 1] == "i" or classes[i - 2] == "i"
        return not behind and not lower[end - 1].endswith("'s")

    def _figure(self, i: int) -> Entity | None:
        """Return whom a description with a head noun at a token means; None if there is none."""
        lower, classes = self.prose.lower, self.prose.classes
        shaved = lower[i] == "head" and lower[i + 1] != "of"  # part of a body, not of a company
        if classes[i] not in NOUNS or _sort(_bare(lower[i])) not in ("person", "body") or shaved:
            return None
        if i + 1 in self._names.starts or _sort(lower[i + 1]) is not None:
            return None
        start, _ = self.cast.phrase(i)
        apposed = classes[start - 1] == "," and start - 1 in self._names.ends
        if apposed or lower[start] in NO_FIGURE or (classes[start] not in DETERMINERS and classes[i] != "F"):
            return None
        if lower[start] in DEFINITE and FILLERS.issuperset(lower[start + 1 : i]):
            found = self.cast.introduced(_bare(lower[i]), frozenset(), start)
            if found:
                return found
        if lower[i + 1] in ("calling", "called", "named"):
            for j in range(i + 2, i + 4):
                if j in self._names.starts:
                    return self.cast.of_run[self._names.starts[j]]
        known = self.cast.describe((start + (lower[start] in ARTICLES), i + 1), i, (start, i + 1))
        if len(known.places) > 1:
            known.places.pop()
        return known


def _can_mean(pronoun: str, entity: Entity) -> bool:
    """Tell whether a pronoun can stand for an entity."""
    if pronoun in ("he", "she"):
        return entity.sort in ("person", "name") and not entity.plural and entity.woman in (None, pronoun == "she")
    if pronoun == "it":
        either = not entity.named and entity.woman is None and entity.name.lower().split()[-1] in BODIES  # a regulator
        return (entity.sort not in ("person", "place") or either) and not entity.plural
    return entity.plural or entity.sort == "body"


def _fit(pronoun: str, entity: Entity) -> float:
    """Return what counts against an entity because another would fit a pronoun better."""
    if pronoun in ("he", "she"):
        unsure = (entity.sort == "name") + (entity.woman is None) * 0.5
        return RANK["unsure"] * unsure + RANK["unnamed"] * (not entity.named)
    return RANK["unsure"] * (entity.sort != "body" if pronoun == "it" else not entity.plural)


def resolve(prose: Prose, mentions: Sequence[Range | None]) -> list[Speaker | None]:
    """Return whom each mention means, in the order of the mentions.

    Parameters
    ----------
    prose : Prose
    mentions : sequence of (int, int) or None
        Token ranges, none empty, in the order of the text; None where a quote names nobody.
    """
    cast = Cast(prose, mentions)
    scene = Scene(cast)
    meant = [scene.hear(mention) if mention else None for mention in mentions]
    told = {entity: evidence(cast, entity) for entity in dict.fromkeys(meant) if entity}
    others = _others(told.values())
    keys = {entity: keys if _is_told(keys) else (*keys, *others) for entity, keys in told.items()}
    return [
        None if mention is None else Speaker(entity.name, keys[entity]) if entity else Speaker(None, NOBODY)
        for mention, entity in zip(mentions, meant, strict=True)
    ]


# --- what tells the kind ---------------------------------------------------------------------------------------------


def evidence(cast: Cast, entity: Entity) -> tuple[str, ...]:
    """Return what a text says about an entity, as keys: a word for the place, then a kind or the noun itself.

    ================  ==========================================================================================
    head, heads       kinds of the head noun of a name or description, where it has one kind, and several
    title             kinds of a head noun that rather tells for whom somebody works
    for, of, beside   kinds of the body that somebody speaks for, belongs to, is seen at
    whose             kinds of a body that owns the head noun: "its surveyor", "the town's surveyor"
    name, state       kinds of the words of a name; whether it is a country's
    modifier, in      kinds of the words before a head noun; of what stands behind "in"
    clause, does      kinds of the nouns and the verbs of a clause about somebody
    noun, word        a head noun and the words around it themselves
    age, party        what else stands behind a name
    told              every kind that one of these says directly, however often
    retired           whether somebody is retired or formerly was what the head noun says
    unknown, called   where little is told: what sort of name it is, and which part of it stands alone elsewhere;
    most, others      the kind of most, or of the largest part, of the other speakers
    ================  ==========================================================================================
    """
    found: dict[str, None] = {}
    places = list(dict.fromkeys(entity.places))[:MOST_PLACES]
    for place in places:
        found.update(dict.fromkeys(_told(cast, place, entity)))
    if entity.owner:
        found.update(dict.fromkeys(f"for {kind}" for kind in sorted(_hinted(cast, entity.owner))))
    found.update(dict.fromkeys(f"told {kind}" for kind in _directly(found)))
    if not _is_told(found):
        sort = "person" if entity.woman is not None else entity.sort
        found[f"unknown {sort} {entity.named} {min(2, len(entity.name.split()))}"] = None
        found.update(dict.fromkeys(f"called {which}" for which in _called(cast, entity)))
    return tuple(found)


def _called(cast: Cast, entity: Entity) -> set[str]:
    """Return by which part of its name an entity is called elsewhere: people by their last, firms by their first."""
    first, *others = entity.name.lower().split() or [""]
    alone = {_bare(cast.prose.lower[start]) for start, end in entity.places if end - start == 1}
    return {which for which, word in (("first", first), ("last", others[-1])) if word in alone} if others else set()


def _is_told(keys: Iterable[str]) -> bool:
    """Tell whether a key says directly what kind of source somebody is."""
    return any(key.startswith(TELLING) and not key.endswith(("nobody", "somebody")) for key in keys)


def _directly(keys: Iterable[str]) -> list[str]:
    """Return the kinds of source that keys say directly, each once."""
    kinds = (key.partition(" ")[2] for key in keys if key.startswith(TELLING))
    return [kind for kind in dict.fromkeys(kinds) if kind in SOURCE_KINDS]


def _others(told: Iterable[tuple[str, ...]]) -> list[str]:
    """Return, as a key, the kind that most speakers of a text seem to be."""
    count = Counter(key.partition(" ")[2] for keys in told for key in keys if key.startswith(TELLING))
    total = sum(count.values())
    return [f"{'most' if 2 * n > total else 'others'} {kind}" for kind, n in count.most_common() if kind in PLAIN][:1]


def _hinted(cast: Cast, entity: Entity | None) -> set[str]:
    """Return the kinds that the head nouns of a body, else the words of its name, speak for."""
    if entity is None or entity.sort == "person":
        return set()
    if entity not in cast.hints:
        cast.hints[entity] = found = {"government"} if entity.name.lower() in STATES else set()
        for place in entity.places[:2]:
            keys = [key.partition(" ") for key in _told(cast, place, entity, linked=False)]
            heads = {kind for where, _, kind in keys if where in ("head", "heads")}
            found |= heads or {kind for where, _, kind in keys if where == "name"}
    return cast.hints[entity]


def _told(cast: Cast, place: Range, entity: Entity, linked: bool = True) -> list[str]:
    """Return what is said about an entity in and around one of its places.

    With `linked`, other bodies that are named there count by what is said about them.
    """
    number, (first, end) = cast.names.starts.get(place[0]), place
    if number is None or cast.names.runs[number] != place:
        first, end = cast.core(place)
        return read(cast, first, end, linked) + _behind(cast, end, linked)
    people = entity.sort == "person" and not kinds_of(entity.name.lower())  # and not "Republicans"
    found = [] if people else _of_name(cast.prose, place, entity)
    start = _start(cast.prose, first)
    if _introduces(cast.prose, start, first):
        found += read(cast, start, first, linked)
    says = cast.prose.lower[end] in SAYING or cast.prose.classes[end] == "E"
    if cast.prose.classes[start - 1] == "," and not (says and entity.sort == "body"):  # of the army, Arms Ltd said
        found += _before(cast, start - 1, linked)
    return found + _behind(cast, end, linked)


def _start(prose: Prose, first: int) -> int:
    """Return where the words before a name begin that belong to it."""
    start = first
    while start > first - NEAR and _belongs(prose, start - 1):
        start -= 1
    verb = prose.classes[start] == "E" and prose.classes[start - 1] == '"'  # "No," retorted Ms Tolk
    return start + verb


def _belongs(prose: Prose, i: int) -> bool:
    """Tell whether a token can be one of the words before a name that belong to it."""
    low = prose.lower[i]
    listed = low in ("'", ".") or bool(kinds_of(low))  # the weekly Beacon
    return low not in SAYING and low != "and" and (prose.classes[i] in MODIFIERS or listed)


def _introduces(prose: Prose, start: int, first: int) -> bool:
    """Tell whether the words before a name say who it is, and are no verb."""
    word = prose.lower[first - 1 - (prose.lower[first - 1] == ".")]
    noun = word in TITLES or word.endswith(("'s", *TRADE_ENDINGS)) or _sort(word) is not None
    return start < first and noun and prose.classes[first - 1] not in "GE"


def _of_name(prose: Prose, place: Range, entity: Entity) -> list[str]:
    """Return what the words of a body's name speak for."""
    words = [_bare(word) for word in prose.lower[place[0] : place[1]] if word[0].isalnum()]
    found = [f"word {word}" for word in words]
    found += [f"name {kind}" for kinds in _hits(words) for kind in kinds if kind in PLAIN]
    kinds = _of_body(words)
    found += [f"head {kind}" for kind in kinds]
    return [*found, "state", "head government"] if entity.name.lower() in STATES else found


def _of_body(words: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds of a body by its name: by its last noun before "of", or the first word of "Radio Kessou"."""
    split = words.index("of") if "of" in words else len(words)
    whole = kinds_of(" ".join(words[split - 1 : split + 2])) if split < len(words) else ()
    gathered = whole or _gathered(words[split - 1] if split else "", words[split + 1 :])
    size, kinds = _last(words[:split])
    if size == 1 < split and words[split - 1] in PEOPLE and words[split - 1] not in BODIES:  # Pentland Marine
        kinds = ()
    outlet = ("media",) if split > 1 and words[split - 1] in OUTLETS else ()
    return gathered or kinds or outlet or (kinds_of(words[0]) if split > 1 and words[0] in BODIES else ())


def _before(cast: Cast, comma: int, linked: bool) -> list[str]:
    """Return what a description before a comma and a name says: "the governor of Lower Vesk, Arne Tolk"."""
    lower, classes, start = cast.prose.lower, cast.prose.classes, comma
    while start > comma - LONGEST_DESCRIPTION and (classes[start - 1] in PHRASE or lower[start - 1] == "'"):
        start -= 1
        opens = classes[start] in DETERMINERS or lower[start].endswith("'s")
        if opens and classes[start - 1] != "i":
            return read(cast, start, comma, linked)
    return []


def _behind(cast: Cast, end: int, linked: bool) -> list[str]:
    """Return what stands behind a name: whom it belongs to, or up to two of an age, a party and a description."""
    lower, classes, i = cast.prose.lower, cast.prose.classes, end
    if lower[end] in AFFILIATING and lower[end] != "by":
        return read(cast, end, _stop(cast.prose, end), linked)
    if lower[end] in COPULAS and classes[end + 1] in DETERMINERS:
        return read(cast, end + 1, _stop(cast.prose, end + 1), linked)
    found: list[str] = []
    for _ in range(2):
        if classes[i] not in ",(":
            break
        after, i = i + 1, i + 2
        if PARTY.fullmatch(lower[after]):
            found.append("party")
        if classes[after] == "1":
            found.append("age")
        elif lower[after] in SAYING:
            break
        elif classes[after] in APPOSED or lower[after] in OPENERS or _sort(lower[after]):
            i = _stop(cast.prose, after)
            found += read(cast, after, i, linked)
    return found


def _stop(prose: Prose, first: int) -> int:
    """Return where a description that begins at a token ends: at a mark, or after its longest."""
    last = min(first + LONGEST_DESCRIPTION, len(prose.words))
    for i in range(first + 1, last):
        if prose.lower[i] == PAD or (prose.classes[i] in ENDINGS and prose.lower[i - 1] not in SHORTENED):
            return i
    return last


def read(cast: Cast, first: int, end: int, linked: bool = True) -> list[str]:
    """Return what a description says: the kinds of its head noun, of the words before it, and of whom it is said."""
    parts = Parts(cast.prose, first, min(end, first + LONGEST_DESCRIPTION))
    size, kinds = _last(parts.head)
    split = len(parts.head) - size
    noun, before = " ".join(parts.head[split:]), parts.head[:split]
    if not noun and end - first == 1:  # some, many
        noun, kinds = cast.prose.lower[first], kinds_of(cast.prose.lower[first])
    modifiers = dict.fromkeys(kind for hit in _hits(before) for kind in hit)
    served = dict.fromkeys(kind for hit in _hits([w for w in before if w not in WORKS or w in BODIES]) for kind in hit)
    owners = dict.fromkeys((*_owner(parts.owner), *_owner(parts.tail)))
    if linked:
        if first in cast.owners:
            owners.update(dict.fromkeys(sorted(_hinted(cast, cast.owners[first]))))
        bodies = [cast.of_run[cast.names.starts[i]] for i in range(first, parts.end) if i in cast.names.starts]
        owners.update(dict.fromkeys(kind for body in bodies for kind in sorted(_hinted(cast, body))))
        if bodies and not owners:
            owners["somebody"] = None
    kinds = _gathered(noun, [*parts.owner, *before, *parts.tail]) or kinds
    if noun in ANYBODY and not INSIDE.isdisjoint(cast.prose.lower[first:end]):
        kinds = ("unnamed",)
    past = ["retired"] if not PAST.isdisjoint(before) and "current" not in before else []
    kinds = () if past else ("politics",) if "shadow" in before else kinds
    place = "beside" if kinds and _sort(noun) == "person" and not _heads(noun)[0] else "of"
    found = [f"{place} {kind}" for kind in owners] + _of_head(noun, kinds, tuple(owners or served)) + past
    found += [f"whose {kind}" for kind in owners if parts.owner or first in cast.owners]
    found += _of_clause(parts.clause)
    found += [f"modifier {kind}" for kind in modifiers]
    found += [f"in {kind}" for hit in _hits(parts.where) for kind in hit]
    found += [f"clause {kind}" for hit in _hits(parts.clause) for kind in hit]
    found += [f"does {kind}" for word in parts.clause for kind in DEEDS.get(word, ())]
    return found + [f"word {word}" for words in (before, parts.owner, parts.tail, parts.where) for word in words]


def _of_clause(clause: Sequence[str]) -> list[str]:
    """Return whom somebody speaks for by a clause: "who leads the party", "whose firm runs nine trucks"."""
    led = clause[1:] if clause and clause[0] in LEADING else [word for word in clause[:1] if word in STAND_INS]
    if clause and clause[0] in STUDYING:
        return ["head expert"]
    hits = [kinds for kinds in _hits(led) if "witness" not in kinds]
    return [f"for {kind}" for kinds in hits[:1] for kind in kinds if kind in PLAIN]


def _of_head(noun: str, kinds: Sequence[str], served: Sequence[str]) -> list[str]:
    """Return what a head noun says, given the kinds of those whom it may stand for."""
    if not noun:
        return []
    stands_for, carries = _heads(noun)
    found = [f"noun {noun}"] + [f"for {kind}" for kind in (served or ("nobody",)) if stands_for]
    unknown = served == ("somebody",) and kinds == ("government",)  # French officials
    if carries and served and not unknown:
        return found
    where = "title" if stands_for and served else "head" if len(kinds) == 1 else "heads"
    return found + [f"{where} {kind}" for kind in kinds]


class Parts:
    """The words of a description by their place in it.

    Attributes
    ----------
    head, owner, tail, where, clause : list of str
        Up to the head noun; of a possessive before it; behind "of", "for" or "at"; behind "in" and the like; of a
        clause. What stands behind further prepositions is in none.
    end : int
        The token before which head, owner and tail stand.
    """

    def __init__(self, prose: Prose, first: int, end: int) -> None:
        self.head: list[str] = []
        self.owner: list[str] = []
        self.tail: list[str] = []
        self.where: list[str] = []
        self.clause: list[str] = []
        self.end = end
        self._prose = prose
        part = self.head
        for i in range(first, end):
            low, kind = prose.lower[i], prose.classes[i]
            if low in SAYING and i > first:
                self.end = min(self.end, i)
                break
            if part is self.clause:
                part.append(low)
            elif low in OPENERS or self._is_verb(low, kind, part):
                part = self._leave(self.clause, i)
            elif kind in "it":
                part = self._turn(i, part)
            elif part is self.head and kind == "N" and self._names_it(i):
                part = self._leave([], i)
            elif low[0].isalpha() and _can_be_noun(low, kind) and low not in HONORIFICS and not (part and low == "dr"):
                self._add(i, part)

    def _leave(self, part: list[str], i: int) -> list[str]:
        """Return a part that is not of the noun phrase, which ends with it."""
        self.end = min(self.end, i)
        return part

    def _turn(self, i: int, part: list[str]) -> list[str]:
        """Return the part that a preposition begins."""
        low = self._prose.lower[i]
        if part is not self.head:
            return self.tail if low in ("at", "for", "with") else self._leave([], i)
        if low == "of" and part and f"{part[-1]} of {self._prose.lower[i + 1]}" in WITH_OF:
            part.append(low)
            return part
        return self.tail if low in AFFILIATING else self._leave(self.where, i)

    def _add(self, i: int, part: list[str]) -> None:
        """Add a word; what stands before the ending of an owner is an owner, unless it is part of a phrase."""
        low, lower = self._prose.lower[i], self._prose.lower
        word, after = _bare(low), i + 1 + (lower[i + 1] == "'")
        part.append(word)
        owns = word != low or (low[-1] == "s" and after > i + 1)
        if part is self.head and owns and not kinds_of(f"{word} {lower[after]}"):
            self.owner += part
            part.clear()

    def _names_it(self, i: int) -> bool:
        """Tell whether a capitalised word begins the name of what the words before it say: "the group Parents for"."""
        title = _sort(self._prose.lower[i]) == "person" and self._prose.lower[i][-1] != "s"  # state Auditor Ann Lee
        lower = self._prose.classes[i - 1] in "WS"
        return bool(self.head) and lower and not title and _sort(self.head[-1]) is not None

    def _is_verb(self, low: str, kind: str, part: list[str]) -> bool:
        """Tell whether a word is the verb of a clause and not part of a noun phrase."""
        if kind in "xw":
            return True
        if part is not self.head or not part:
            return False
        participle = kind in "GE" and bool(kinds_of(part[-1])) and not kinds_of(low)
        return participle or low in TRAILING or low in PARTICIPLES


def _can_be_noun(low: str, kind: str) -> bool:
    """Tell whether a word can be part of a noun phrase: none of `NO_NOUN`, but "the daily" and "the weekly"."""
    return kind not in NO_NOUN or (kind == "a" and bool(kinds_of(low)))


def _gathered(noun: str, members: Sequence[str]) -> tuple[str, ...]:
    """Return the kind of a body whose members are firms; none for other nouns."""
    told = {kind for kinds in _hits(members) for kind in kinds} if noun in GATHERINGS else set()
    return ("business",) if told == {"business"} else ()


def _owner(words: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds of the last phrase of the lists among the words for an owner."""
    gathered = _gathered(words[-1], words[:-1]) if words else ()
    return gathered or _last(words)[1] or next(iter([*_hits(words)][-1:]), ())


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
        sizes = range(min(LONGEST_PHRASE, len(words) - i), 1, -1) if words[i] in FIRST_WORDS else ()
        size = next((n for n in sizes if kinds_of(" ".join(words[i : i + n]))), 1)
        kinds = kinds_of(" ".join(words[i : i + size]))
        if kinds:
            yield kinds
        i += size
