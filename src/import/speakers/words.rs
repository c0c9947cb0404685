//! The words of a clause, and what newsrooms use each for.

use std::{collections::HashSet, sync::LazyLock};

use crate::model::speech;

/// A word with its place and what stands behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    /// Bytes of the clause, without punctuation around.
    pub at: usize,
    pub bare: &'t str,
    /// A comma, dash or bracket stands behind it.
    pub paused: bool,
    /// A full stop that is none of an abbreviation, or a colon or semicolon.
    pub stopped: bool,
    /// `Roe’s`: somebody's; `bare` is without the ending.
    pub owns: bool,
}

impl Word<'_> {
    pub(super) fn end(&self) -> usize {
        self.at + self.bare.len()
    }

    pub(super) fn is(&self, list: &LazyLock<HashSet<&'static str>>) -> bool {
        list.contains(self.bare) || list.contains(self.bare.to_lowercase().as_str())
    }

    pub(super) fn is_capital(&self) -> bool {
        self.bare.starts_with(char::is_uppercase) && !self.is_first_person()
    }

    /// `I`, `I’m`, `I’ll`
    fn is_first_person(&self) -> bool {
        self.bare.strip_prefix('I').is_some_and(|rest| rest.is_empty() || rest.starts_with(['\'', '’']))
    }

    pub(super) fn is_number(&self) -> bool {
        self.bare.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Cuts a clause into words.
pub(super) fn words(clause: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    for piece in clause.split(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '/' | '"' | '“' | '”')) {
        let start = piece.as_ptr() as usize - clause.as_ptr() as usize;
        let bare = piece.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            let dash = clause.get(..start).is_some_and(|before| before.ends_with(['—', '–'])) || piece == "-";
            if let Some(last) = words.last_mut().filter(|_| dash || piece.starts_with([',', '(', ')', '-'])) {
                last.paused = true;
            }
            continue;
        }
        let at = bare.as_ptr() as usize - clause.as_ptr() as usize;
        let opened = clause.get(start..at).unwrap_or("").contains(['(', '[']);
        let dashed = clause.get(..start).is_some_and(|before| before.ends_with(['—', '–']));
        if let Some(last) = words.last_mut().filter(|_| opened || dashed) {
            last.paused = true;
        }
        let (bare, owns) =
            ["'s", "’s"].iter().find_map(|end| bare.strip_suffix(end)).map_or((bare, false), |bare| (bare, true));
        let behind = piece.get(at - start + bare.len()..).unwrap_or("");
        let owns =
            owns || (bare.ends_with('s') && behind.starts_with(['\'', '’']) && bare.starts_with(char::is_uppercase));
        let dot = behind.starts_with('.');
        // `Roe Jr., the mayor`, `Roe (R-Okla.) said`: a comma or bracket behind the full stop says that no sentence ends
        let abbreviated = dot && (behind.contains(',') || behind.starts_with(".)") || is_abbreviated(bare));
        words.push(Word {
            at,
            bare,
            paused: behind.contains([',', ')', ']', '(']),
            stopped: behind.contains([':', ';', '?', '!']) || (dot && !abbreviated),
            owns,
        });
    }
    words
}

/// Titles, initials and shortened months and states keep their sentence going.
fn is_abbreviated(bare: &str) -> bool {
    let initial = bare.chars().count() == 1 || bare.contains('.');
    initial || TITLES.contains(bare) || STATES.contains(bare)
}

fn set(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $list:literal;)*) => {
        $($(#[$doc])* pub(super) static $name: LazyLock<HashSet<&'static str>> = LazyLock::new(|| set($list));)*
    };
}

lists! {
    /// Abbreviated titles and forms of address.
    TITLES = "Mr Mrs Ms Miss Mx Dr Drs Prof Rep Reps Sen Sens Gov Gen Lt Col Capt Cpt Sgt Maj Adm Cmdr Cpl Brig Rev Hon Fr St \
        Amb Atty Supt Det Insp Del Sec Mme Mlle Herr Frau Sir Dame Lord Lady Sheikh Imam Rabbi Pastor Sister Brother Father Det \
        Supt Const PC DI DC DS DCI Asst Pvt No Coun Cllr Cllrs Cr Ald Insp Dep Det Ofc Msgr Hr";
    STATES = "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa \
        Tenn Tex Va Vt Wash Wis Wyo Jan Feb Mar Apr Aug Sept Oct Nov Dec Inc Co Corp Ltd Jr Sr";
    /// A man or a woman by what they are to somebody, or by nothing at all.
    KIN = "man woman boy girl lady gentleman mother father mum mom dad son daughter husband wife brother sister uncle aunt niece nephew \
        grandmother grandfather grandson granddaughter stepfather stepmother widow widower girlfriend boyfriend fiancé fiancée";
    /// Letters behind a name.
    POSTNOMINALS = "KC QC SC MP MSP MEP MLA MS TD MBE OBE CBE KBE DBE CH PhD MD DO RN CPA Esq LLM MBA JD";
    /// What somebody is by where they are from or whom they sit with; behind `the`, no name.
    NATIVES = "Republican Democrat Conservative Tory Liberal Independent Australian American Briton Englishman Frenchman German Spaniard \
        Italian Canadian Irishman Scot Scotsman Welshman Dane Swede Norwegian Belgian Argentine Argentinian Brazilian Serb Croatian \
        Portuguese Californian Texan Londoner";
    /// Shortened names of places, which no name of a person holds.
    SHORTENED = "Ala Ariz Ark Calif Colo Conn Fla Ill Ind Kan Mich Minn Neb Nev Okla Ore Tenn Tex Wis Wyo Ont Alta Sask";
    /// Offices before a name.
    OFFICES = "President Vice Prime Minister Secretary Director Chairman Chairwoman Chair Chairperson Senator Representative \
        Congressman Congresswoman Governor Mayor Judge Justice Reverend Attorney-General Solicitor-General Governor-General Barrister Rear Commander Commodore Brigadier Corporal General Admiral Colonel Major Captain Lieutenant Sergeant \
        Professor Ambassador Commissioner Chancellor King Queen Prince Princess Pope Bishop Archbishop Cardinal Speaker Leader CEO CFO CTO \
        COO CIO CISO CMO Officer Chief Deputy Attorney Sheriff Councilman Councilwoman Councillor Councilor Councilmember Superintendent Inspector \
        Detective Constable Coach Principal Dean Manager Spokesman Spokeswoman Spokesperson Founder Co-founder Analyst Assistant \
        Associate Executive Agent Trooper Marshal Warden Treasurer Comptroller Auditor Clerk Supervisor Alderman Alderwoman Assemblyman \
        Assemblywoman Assemblymember Delegate Premier Taoiseach Doctor Nurse Engineer Author Actor Actress Singer Director-General \
        Undersecretary Trustee Selectman Coroner Ranger Firefighter Sir Dame Lord Lady Baroness Baron Emir Sultan Ayatollah Crown Rector \
        Gov.-elect Governor-elect President-elect Mayor-elect Sen.-elect Rep.-elect MP MPs MSP MEP MLA MK TD QC KC Coun Cllr Cllrs Whip Staff Solicitor Provost Vice-President Co-chair Editor Correspondent Reporter Researcher Scientist Dr Mr Mrs Ms Mx Miss Prof Rep Reps \
        Sen Sens Gov Gen Lt Col Capt Sgt Maj Adm Cmdr Cpl Rev Fr Supt Det Insp Herr Frau Pastor Rabbi Imam Sheikh Father Sister Brother PC \
        Ingenieur Ingenieurin Bürgermeister Bürgermeisterin Ministerin Präsident Präsidentin Sprecher Sprecherin Kanzler Kanzlerin \
        Polizeisprecher Polizeisprecherin Experte Expertin Forscher Forscherin Leiter Leiterin Chef Chefin Anwalt Anwältin Direktor \
        Direktorin Vorsitzende Vorsitzender Abgeordnete Abgeordneter Trainer Trainerin Landrat Landrätin Ministerpräsident";
    /// What people are, in lower case: the last word before a name, or the head of a description.
    ROLES = "president minister secretary director chairman chairwoman chair senator representative congressman congresswoman governor \
        mayor judge justice general admiral colonel major captain lieutenant sergeant professor ambassador commissioner chancellor king \
        queen prince princess pope bishop archbishop cardinal speaker leader officer chief deputy attorney sheriff councilman councilwoman \
        councillor councilor superintendent inspector detective constable coach principal dean manager spokesman spokeswoman spokesperson \
        founder co-founder analyst assistant executive agent trooper owner lawyer prosecutor advocate activist expert scientist researcher \
        economist historian engineer doctor nurse surgeon physician epidemiologist professor lecturer teacher student resident neighbor \
        neighbour witness survivor victim farmer worker driver pilot fisherman ranger firefighter paramedic author writer journalist \
        reporter editor correspondent columnist actor actress singer musician artist designer architect developer entrepreneur investor \
        trader strategist consultant adviser advisor aide official diplomat envoy negotiator lawmaker legislator politician candidate \
        campaigner organizer organiser volunteer curator librarian priest pastor rabbi imam mother father parent son daughter brother \
        sister wife husband widow cousin uncle aunt nephew niece grandson granddaughter grandmother grandfather stepfather stepmother \
        fiancé fiancée girlfriend boyfriend roommate classmate friend colleague boss employee staffer player striker goalkeeper defender midfielder hooker prop lock flanker fullback halfback playmaker \
        batsman bowler spinner seamer wicketkeeper opener \
        quarterback pitcher captain manager umpire referee fan customer passenger tourist visitor shopkeeper fisher baker chef waiter \
        barber plumber electrician mechanic carpenter builder miner trucker biologist ecologist geologist physicist chemist astronomer \
        climatologist meteorologist forecaster seismologist psychologist sociologist anthropologist archaeologist philosopher statistician \
        mathematician virologist hydrologist oceanographer veterinarian therapist counselor counsellor pharmacist dentist midwife \
        coordinator administrator supervisor specialist technician operator commander soldier veteran sailor marine fellow scholar \
        graduate alumnus pensioner retiree head deputy representative partner co-chair treasurer auditor trustee member coroner critic \
        reviewer producer filmmaker screenwriter composer conductor dancer comedian presenter host podcaster blogger influencer \
        landlord tenant homeowner commuter cyclist runner swimmer climber teammate opponent rival champion skipper substitute forward winger midfielder rookie teenager drummer singer-songwriter songwriter rapper vocalist frontman saxophonist novelist poet playwright painter \
        sculptor photographer chemist postman grocer gardener keeper custodian janitor carer nanny landscaper tailor weaver potter \
        blacksmith beekeeper shepherd rancher trainer jockey broker banker accountant clerk librarian archivist translator interpreter";
    /// Many who speak as one, and bodies.
    GROUPS = "police officials authorities investigators prosecutors detectives residents neighbors neighbours witnesses lawyers \
        attorneys experts scientists researchers critics supporters activists advocates campaigners organizers organisers doctors \
        economists analysts lawmakers republicans democrats ministers leaders firefighters rescuers engineers teachers parents students \
        workers unions farmers fans users customers executives aides sources organisers astronomers forecasters meteorologists \
        company ministry department agency university school council government administration commission court office union association \
        foundation charity club team league party committee board bank airline firm group organization organisation institute center \
        centre hospital church army military navy force embassy consulate regulator watchdog museum city county state country district \
        network newspaper station operator developer manufacturer";
    /// Papers that speak for themselves.
    DOCUMENTS = "report study lawsuit complaint indictment affidavit filing memo review audit ruling judgment document documents";
    /// Papers that speak for whoever signed them.
    LETTERS = "statement letter email e-mail post tweet message note release caption sign banner placard headline article book video";
    PREPOSITIONS = "of for from with at in on to by about against near under over between after before behind during through within \
        without across among amid despite inside outside around upon into onto since until toward towards via as than like";
    /// What words are written on, by nobody whom the copy need know.
    SIGNS = "sign signs banner banners placard placards poster posters sticker stickers shirt t-shirt shirts t-shirts hat cap plaque \
        headline headlines caption graffiti mural billboard label labels notice inscription slogan flyer flyers leaflet leaflets tattoo";
    /// Words behind a quote with which its sentence goes on, so that no verb further on need have said it.
    TURNS = "as when while after before because which if that is was were are in on at to for of from by with or has had have will \
        would who where and but";
    /// Words that open a clause without being its subject.
    CONNECTORS = "but and so yet still meanwhile however then later earlier also now instead afterwards afterward nevertheless \
        nonetheless moreover additionally finally separately similarly likewise or nor though although indeed today yesterday \
        previously recently soon once again eventually initially originally elsewhere overall perhaps";
    /// Words behind which a word or two in quotation marks are still what somebody said.
    LEADS = "labelled labeled termed deemed described called him her them a an as is was were are be been being had has have to \
        that not very so it would will could should and more too just how of";
    /// Words between a subject and its verb.
    BETWEEN = "has have had also later then previously once again recently simply often always repeatedly since just even still \
        further subsequently reportedly publicly initially originally earlier quickly briefly first finally bluntly simply \
        quietly angrily proudly wryly flatly already ultimately would will can could does did is was be been being a hat habe quietly \
        soon famously sarcastically clearly specifically explicitly separately jokingly tearfully memorably now";
    NEGATIONS = "not never didn't doesn't hasn't haven't nor no nobody none neither refused declined denied without didn’t doesn’t hasn’t nobody";
    /// Words that no name begins with, though a sentence may.
    COMMON = "the a an it its he she they we you i his her their our my this that these those there here but and or so yet nor in on at \
        by for from to with without of as if when while where since because although though after before during until under over between \
        among despite what why how who which some many most several few all both each every none one two three four five six seven eight \
        nine ten no not yes however meanwhile additionally still also then now later earlier instead according another last next other \
        others such even only just once officials police authorities critics experts residents investigators people everyone someone \
        nobody anyone everybody monday tuesday wednesday thursday friday saturday sunday january february march april may june july \
        august september october november december today yesterday tomorrow about more less new old asked speaking writing read \
        responding referring citing quoting part much whether unlike like given amid rather either neither perhaps maybe prosecutors \
        republicans democrats scientists researchers doctors lawyers neighbors neighbours witnesses supporters organizers organisers \
        teachers parents students workers good great";
    /// Parts of the names of bodies and places.
    BODIES = "Inc Corp Ltd LLC Co Company Ministry Department University College School Police Council Association Union Agency Commission \
        Court Committee Institute Party Bank Group Foundation Center Centre Hospital Church Army Navy Force Guard Bureau Authority Board \
        Service Services Office House Senate Congress Parliament Government Administration Administration's Society Museum Library Airport \
        Airlines Airways Railway Railways Motors Media News Times Post Journal Press Network Fund Trust Alliance Coalition Federation League \
        Club United City County State States District Street Avenue Road Park River Lake Island Islands Mountain Valley Bay Beach North \
        South East West Republic Kingdom Nations Organization Organisation Program Programme Project Act Bill Law Team Company Institute \
        Laboratory Labs Systems Technologies Industries Holdings Partners Capital Energy Networks Department Division Conference Championship \
        Cup Olympics War Day Week Month Year New Supreme White Democratic Republican Labour Conservative Liberal National International \
        Federal Royal American British European Chinese Russian German French Japanese Homeland Security Defense Defence Health Human Rights \
        Watch Amnesty Medicine Sciences Technology Academy Studies Research Observatory Facebook Instagram Twitter Google";
    /// Parts of surnames in lower case.
    PARTICLES = "de van von der den al bin ibn la le du da di del dos das ter ten el st y";
}

/// Verbs that show where somebody stands; the words that follow in quotation marks are theirs.
static STANCES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "feared fears believes believed thinks thought hopes hoped praised praises criticised criticized criticises criticizes accused accuses \
        apologised apologized thanked agreed agrees acknowledged acknowledges hailed hails condemned condemns blasted slammed denounced \
        denounces expressed rejected rejects dismissed dismisses defended defends confirmed confirms lamented laments complained \
        complains likened compared compares referred refers spoke speaks talked talks branded brands pledged mocked mocks derided \
        touted touts boasted boasts assured assures advised advises commented comments observed observes reflected reflects \
        reiterated reiterates maintained maintains contended contends alleged alleges asserted asserts admits concedes \
        signed penned credited credits blamed blames cited cites tells joked jokes exclaimed muttered murmured laughed smiled sighed opined mused muses ruled characterized \
        characterised decried hinted interjected reasoned offered summed sums lauded",
    )
});

/// More verbs of saying than the page's own rule needs.
static MORE_VERBS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "adds told tells explains explained recounts recounted reads commented comments noted notes emphasizes emphasises stresses \
        insists concludes responds replies remarks recalled reflected observed reiterated maintained contended alleged alleges asserted \
        asserts confirmed confirms agreed agrees joked jokes exclaimed muttered murmured laughed opined mused muses complained lamented \
        boasted reasoned offered quipped quips admits concedes cautions counters predicts promises vowed texted messaged emailed \
        remembers remembered rejoined reckons reckoned figures summarized summarised tweeted tweets chanted sang ruled thinks believes shared shares begins began continued elaborated \
        advised advises guaranteed assured smiled sighed interjected posted posts signed acknowledges acknowledged apologised apologized \
        sagte sagt erklärte erklärt meinte betonte dijo explicó aseguró señaló añadió affirme explique déclare assure ajoute raconte \
        spiegò dichiarato detto spiegato affermato répondu expliqué affirmé ajouté estimé lancé confié raconté indiqué précisé assuré \
        declaró señala explica comentó agregó manifestó indicó pointed recounted wonders demanded demands announced announces bemoaned confessed confided testified",
    )
});

/// Whether `word` is a verb of saying beside a whole quote.
pub(super) fn is_saying(word: &Word<'_>) -> bool {
    speech::is_verb(word.bare) || MORE_VERBS.contains(word.bare)
}

/// Whether `word` is a verb after whose subject a few quoted words are that subject's.
pub(super) fn is_stance(word: &Word<'_>) -> bool {
    STANCES.contains(word.bare)
}

/// A form in `-ing` whose subject is that of the sentence.
pub(super) fn is_participle(word: &Word<'_>) -> bool {
    matches!(
        word.bare,
        "saying"
            | "stating"
            | "adding"
            | "telling"
            | "warning"
            | "arguing"
            | "noting"
            | "writing"
            | "insisting"
            | "claiming"
            | "explaining"
            | "calling"
            | "describing"
            | "declaring"
            | "asking"
            | "replying"
            | "promising"
            | "vowing"
            | "urging"
            | "suggesting"
            | "announcing"
            | "remarking"
            | "commenting"
            | "posting"
            | "pointing"
            | "stressing"
            | "emphasizing"
            | "emphasising"
            | "joking"
            | "admitting"
            | "conceding"
            | "concluding"
            | "predicting"
            | "recalling"
            | "tweeting"
            | "accusing"
            | "alleging"
            | "asserting"
            | "observing"
            | "labeling"
            | "labelling"
            | "dubbing"
            | "branding"
    )
}

/// Whether a word, in any case, says what somebody is: one of the list, or made like `guitarist` and `technician`.
pub(super) fn is_role(word: &str) -> bool {
    let lower = word.to_lowercase();
    let made = lower.len() > 6 && ["ist", "ician", "woman", "eman", "sman"].iter().any(|end| lower.ends_with(end));
    ROLES.contains(lower.as_str()) || made
}

/// What a person's words say of their sex, for pronouns alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    He,
    She,
}

static HER: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "mum mom girlfriend fiancée niece granddaughter stepmother girl mrs ms miss mme mlle frau dame lady queen princess baroness sister chairwoman congresswoman councilwoman spokeswoman \
        assemblywoman alderwoman businesswoman policewoman mother daughter wife widow aunt actress waitress grandmother midwife woman \
        mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily \
        abby abi kerry gemma leanne stacey tracey holly hayley kirsty siobhan niamh aoife sinead bronwyn shauna marnie jasmine donna michelle carol amanda melissa deborah stephanie dorothy rebecca sharon laura cynthia amy kathleen angela shirley brenda \
        emma anna pamela nicole samantha katherine christine helen debra rachel carolyn janet maria catherine heather diane olivia julie \
        joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa \
        gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia grace amber denise danielle marilyn beverly \
        charlotte natalie theresa diana brittany doris kayla alexis lori marie jane kate claire fiona ursula angela giorgia kamala hillary \
        elena olga natalia fatima aisha priya ingrid astrid ines lucia carmen rosa ada mia eva lena nina sofia chloe zoe lucy amelia",
    )
});
static HIS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "dad boyfriend fiancé nephew grandson stepfather gentleman boy mr sir lord herr king prince baron father brother fr pope bishop cardinal chairman congressman councilman spokesman assemblyman \
        alderman businessman policeman fisherman son husband widower uncle actor grandfather man rabbi imam \
        james robert john michael david william richard joseph thomas christopher charles daniel matthew anthony mark donald steven andrew \
        paul joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry \
        justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose adam nathan henry \
        douglas zachary peter kyle noah ethan jeremy walter christian keith roger terry austin sean gerald carl harold dylan arthur lawrence \
        jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy ralph bobby russell \
        bradley philip eugene mike tom jim bob bill dave steve chris matt dan tony ben sam alex nick pete greg ahmed mohammed muhammad ali \
        omar hassan ivan vladimir sergei dmitri boris hans karl lars erik bjorn luis carlos miguel pedro antonio marco max leo felix oscar \
        craig darren gareth gavin wayne shane declan conor liam callum rhys jamie harry todd troy bruce angus ewan stuart alistair rory simon martin neil ian graham colin hugh keir rishi emmanuel olaf volodymyr xi narendra",
    )
});

/// What a word, a title or a given name, says of the sex of who bears it.
pub(super) fn gender(word: &str) -> Option<Gender> {
    let lower = word.to_lowercase();
    if HER.contains(lower.as_str()) {
        Some(Gender::She)
    } else if HIS.contains(lower.as_str()) {
        Some(Gender::He)
    } else {
        None
    }
}

/// Whether a word is the given name of somebody, as far as is known here.
pub(in crate::import) fn is_given_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && gender(word).is_some()
}
