//! The coal-mine sample, coded as an analyst would: by the verbs, on the bundled case.

use tightrope::document::verbs::adopt::{Field, Value, adopt_from_report, enter_value};
use tightrope::document::verbs::annotations::{code, set_memo};
use tightrope::document::verbs::claims::make_claim;
use tightrope::document::verbs::events::{make_event, set_countable};
use tightrope::document::verbs::links::link;
use tightrope::document::verbs::places::add_place;
use tightrope::document::verbs::reports::add_report;
use tightrope::document::verbs::sources::set_status;
use tightrope::document::{Document, Edit};
use tightrope::ingest::bundled::COAL_MINES;
use tightrope::ingest::{Begin, Case, Child, project_from_case};
use tightrope::model::claim::{Claim, ClaimSort};
use tightrope::model::edtf::Edtf;
use tightrope::model::event::{Event, PolicyStatus};
use tightrope::model::id::{AnnotationId, CodeId, EventId, PlaceId, Replica, ReportId, SourceId};
use tightrope::model::info::Info;
use tightrope::model::link::Relation;
use tightrope::model::made::Made;
use tightrope::model::place::Place;
use tightrope::model::report::{Report, Speaker};
use tightrope::model::source::ReadingStatus;
use tightrope::model::text::{Sha, TextSpan};
use tightrope::model::toll::{Estimate, Harm, Toll, TollLine};
use tightrope::model::when::{DateBasis, Elsewhere, Resolved, When};
use tightrope::storage::files::DiskFiles;

use DateBasis::{Explicit, InferredYear, RelativeToAnchor};

/// One explosion as the text tells it.
struct Told {
    /// The words that tell it.
    words: &'static str,
    title: &'static str,
    /// As written; empty where the words give no date.
    when: &'static str,
    date: &'static str,
    basis: DateBasis,
    place: &'static str,
    /// As written, then low, best and high.
    toll: (&'static str, Option<u32>, Option<u32>, Option<u32>),
}

const fn told(
    words: &'static str,
    title: &'static str,
    (when, date, basis): (&'static str, &'static str, DateBasis),
    place: &'static str,
    toll: (&'static str, u32),
) -> Told {
    let toll = (toll.0, None, Some(toll.1), None);
    Told {
        words,
        title,
        when,
        date,
        basis,
        place,
        toll,
    }
}

/// Those told once, in the order of the text.
const EXPLOSIONS: &[Told] = &[
    told(
        "Lundhill colliery, near Barnsley, exploded on 19 February 1857 and killed 189 men and boys.",
        "Lundhill",
        ("19 February 1857", "1857-02-19", Explicit),
        "Barnsley",
        ("189 men and boys", 189),
    ),
    Told {
        toll: ("more than 140", Some(141), None, None),
        ..told(
            "On 1 December 1860, a few months after an Act had raised the age for boys without schooling to twelve, the Black Vein pit at Risca in Monmouthshire lost more than 140.",
            "Risca",
            ("1 December 1860", "1860-12-01", Explicit),
            "Risca",
            ("", 0),
        )
    },
    told(
        "the entry for 13 December is another pit, at Talk o’ th’ Hill in Staffordshire, where 91 men and boys died on that day.",
        "Talk o’ th’ Hill",
        ("13 December", "1866-12-13", InferredYear),
        "Talk o’ th’ Hill",
        ("91 men and boys", 91),
    ),
    told(
        "On 6 December 1875 there were two: Swaithe Main, near Barnsley once again, where 143 died",
        "Swaithe Main",
        ("6 December 1875", "1875-12-06", Explicit),
        "Barnsley",
        ("143", 143),
    ),
    told(
        "on 22 October 1877, firedamp at Blantyre in Lanarkshire killed 207",
        "Blantyre",
        ("22 October 1877", "1877-10-22", Explicit),
        "Blantyre",
        ("207", 207),
    ),
    told(
        "In the following September Abercarn in Monmouthshire lost 268.",
        "Abercarn",
        ("In the following September", "1878-09", RelativeToAnchor),
        "Abercarn",
        ("268", 268),
    ),
    Told {
        toll: ("more than 160", Some(161), None, None),
        ..told(
            "Seaham, in County Durham, followed on 8 September 1880 with more than 160 dead",
            "Seaham",
            ("8 September 1880", "1880-09-08", Explicit),
            "Seaham",
            ("", 0),
        )
    },
    told(
        "Clifton Hall near Manchester on 18 June 1885 with 178",
        "Clifton Hall",
        ("18 June 1885", "1885-06-18", Explicit),
        "Clifton",
        ("178", 178),
    ),
    told(
        "Two days before Christmas of that year it was the turn of Mardy in the Rhondda, with 81.",
        "Mardy",
        (
            "Two days before Christmas of that year",
            "1885-12-23",
            RelativeToAnchor,
        ),
        "Mardy",
        ("81", 81),
    ),
    told(
        "Llanerch in Monmouthshire on 6 February 1890, with 176 dead",
        "Llanerch",
        ("6 February 1890", "1890-02-06", Explicit),
        "Llanerch",
        ("176", 176),
    ),
    told(
        "Morfa near Port Talbot in the following month, with 87",
        "Morfa",
        ("in the following month", "1890-03", RelativeToAnchor),
        "Morfa",
        ("87", 87),
    ),
    told(
        "Parc Slip on 26 August 1892, with 112",
        "Parc Slip",
        ("26 August 1892", "1892-08-26", Explicit),
        "Parc Slip",
        ("112", 112),
    ),
    told(
        "the Albion colliery at Cilfynydd on 23 June 1894, with 290",
        "Albion, Cilfynydd",
        ("23 June 1894", "1894-06-23", Explicit),
        "Cilfynydd",
        ("290", 290),
    ),
    told(
        "West Stanley in County Durham exploded on 16 February 1909 and killed 168",
        "West Stanley",
        ("16 February 1909", "1909-02-16", Explicit),
        "West Stanley",
        ("168", 168),
    ),
    told(
        "the Wellington pit at Whitehaven on 11 May 1910 and killed 136",
        "Wellington pit",
        ("11 May 1910", "1910-05-11", Explicit),
        "Whitehaven",
        ("136", 136),
    ),
    told(
        "four days before Christmas of the same year the Pretoria pit at Westhoughton, in Lancashire, lost 344.",
        "Pretoria pit",
        (
            "four days before Christmas of the same year",
            "1910-12-21",
            RelativeToAnchor,
        ),
        "Westhoughton",
        ("344", 344),
    ),
    told(
        "On 14 October 1913 the Universal colliery at Senghenydd exploded, and 439 miners died.",
        "Senghenydd, 1913",
        ("14 October 1913", "1913-10-14", Explicit),
        "Senghenydd",
        ("439 miners", 439),
    ),
    told(
        "Twelve years before, the same pit had lost 81.",
        "Senghenydd, 1901",
        ("Twelve years before", "1901", RelativeToAnchor),
        "Senghenydd",
        ("81", 81),
    ),
    told(
        "Gresford, near Wrexham, followed on 22 September 1934 with 266 dead.",
        "Gresford",
        ("22 September 1934", "1934-09-22", Explicit),
        "Gresford",
        ("266 dead", 266),
    ),
    told(
        "The National Coal Board’s first summer brought an explosion at the William pit in Whitehaven, on 15 August, with 104 dead.",
        "William pit",
        ("on 15 August", "1947-08-15", InferredYear),
        "Whitehaven",
        ("104 dead", 104),
    ),
    told(
        "Easington in County Durham followed on 29 May 1951 with 83, two of them rescuers.",
        "Easington",
        ("29 May 1951", "1951-05-29", Explicit),
        "Easington",
        ("83, two of them rescuers", 83),
    ),
    told(
        "Six Bells in Monmouthshire lost 45 on 28 June 1960.",
        "Six Bells",
        ("28 June 1960", "1960-06-28", Explicit),
        "Six Bells",
        ("45", 45),
    ),
    told(
        "At Hapton Valley near Burnley, on 22 March 1962, sixteen men were killed at once and three died later",
        "Hapton Valley",
        ("22 March 1962", "1962-03-22", Explicit),
        "Burnley",
        ("sixteen men were killed at once and three died later", 19),
    ),
];

/// Disasters of another sort.
const OTHERS: &[Told] = &[
    told(
        "At Hartley in Northumberland, on 16 January 1862, the beam of the pumping engine broke and blocked the only shaft; 204 men and boys suffocated below.",
        "Hartley",
        ("16 January 1862", "1862-01-16", Explicit),
        "Hartley",
        ("204 men and boys", 204),
    ),
    told(
        "Creswell, eight months earlier, was a fire, killed 80",
        "Creswell",
        ("eight months earlier", "1950-09", RelativeToAnchor),
        "Creswell",
        ("80", 80),
    ),
];

/// A change of the law: its words, code, title, dates (as written, resolved, how) and what is
/// known from elsewhere.
type Act = (
    &'static str,
    &'static str,
    &'static str,
    (&'static str, &'static str, DateBasis),
    Option<(&'static str, &'static str)>,
);

const ASSENT: &str = "the Act itself: the day of royal assent";

const ACTS: &[Act] = &[
    (
        "In 1842 Parliament forbade women and girls, and boys under ten, to work underground",
        "Employment",
        "Act of 1842: no women, girls or small boys underground",
        ("In 1842", "1842", Explicit),
        None,
    ),
    (
        "until 1850, when the Coal Mines Inspection Act let the Home Secretary appoint the first of them",
        "Inspection",
        "Coal Mines Inspection Act 1850",
        ("1850", "1850", Explicit),
        None,
    ),
    (
        "Five years later a second Act laid down general rules for every colliery, the first of which asked for adequate ventilation.",
        "Safety rules",
        "Act of 1855: general rules for every colliery",
        ("Five years later", "1855", RelativeToAnchor),
        None,
    ),
    (
        "a few months after an Act had raised the age for boys without schooling to twelve",
        "Employment",
        "Act of 1860: boys without schooling from twelve on",
        ("a few months after", "1860", RelativeToAnchor),
        None,
    ),
    (
        "In August of that year Parliament ruled that no new mine might be worked from a single shaft.",
        "Safety rules",
        "Act of 1862: two shafts",
        ("In August of that year", "1862-08", RelativeToAnchor),
        None,
    ),
    (
        "The Coal Mines Regulation Act of 1872 asked managers for certificates of competence.",
        "Safety rules",
        "Coal Mines Regulation Act 1872",
        ("of 1872", "1872", Explicit),
        None,
    ),
    (
        "an Act of 1887 brought the law up to what had been learned",
        "Safety rules",
        "Coal Mines Regulation Act 1887",
        ("of 1887", "1887", Explicit),
        None,
    ),
    (
        "The Coal Mines Act that was passed on 16 December 1911 made owners provide for rescue stations and guard against dust.",
        "Safety rules",
        "Coal Mines Act 1911",
        ("16 December 1911", "1911-12-16", Explicit),
        None,
    ),
    (
        "On 1 January 1947 the mines passed to the nation, under an Act of the year before.",
        "Ownership",
        "The mines pass to the nation",
        ("1 January 1947", "1947-01-01", Explicit),
        Some(("1946-07-12", ASSENT)),
    ),
    (
        "The Mines and Quarries Act of 1954 took the place of the Act of 1911.",
        "Safety rules",
        "Mines and Quarries Act 1954",
        ("of 1954", "1954", Explicit),
        Some(("1954-11-25", ASSENT)),
    ),
];

const ASSESSMENTS: &[(&str, &str)] = &[
    (
        "For a long time the rules changed little.",
        "The first Acts changed little.",
    ),
    (
        "The inquiries of those years had begun to see that coal dust carries a flame much further than gas does.",
        "Coal dust carries a flame further than firedamp does.",
    ),
    (
        "It did not prevent the worst of all.",
        "The Act of 1911 did not prevent the worst explosion.",
    ),
    (
        "the dates thin out soon after 1890, three years after one Act and twenty before the next, and in those years better lamps, stronger fans and safer explosives spread as well",
        "Explosions grew rarer soon after 1890, when technique had changed as well as the law.",
    ),
];

/// The day the sample was made, 22 November 2026.
const MADE_AT: i64 = 1_795_305_600;

/// The sample as a document: the bundled case, read and coded.
pub fn coded() -> Document {
    let replica = Replica::parse("c0a1").expect("a tag");
    let at = tightrope::model::made::Moment::from_unix_secs(MADE_AT);
    let case = Case::bundled(&COAL_MINES).expect("sound");
    let begin = Begin {
        title: None,
        project: Sha::of(b"tightrope: the coal-mine sample"),
        replica,
        coder: Some("Tightrope".to_owned()),
        at,
    };
    let tables = case
        .look_at_tables(&DiskFiles, &Child::of_this_program())
        .expect("looked at");
    let project = project_from_case(&case, &tables, &begin).expect("begun");
    let mut document = Document::new(project, replica).expect("sound");
    let by = document.project().coders.keys().next().copied();
    let mut edit = document.edit(Made { by, at });
    Coder::new(&mut edit).code_all();
    edit.label("code the article");
    document.apply(edit.finish()).expect("accepted");
    document
}

struct Coder<'e> {
    edit: &'e mut Edit,
    source: SourceId,
    text: String,
}

impl<'e> Coder<'e> {
    fn new(edit: &'e mut Edit) -> Self {
        let source = edit.project().sources.values().next().expect("one").clone();
        let text = edit
            .project()
            .text_of(source.id)
            .expect("there")
            .as_str()
            .to_owned();
        Self {
            edit,
            source: source.id,
            text,
        }
    }

    fn code_all(&mut self) {
        for told in EXPLOSIONS {
            self.tell("Explosion", told);
        }
        self.llan();
        self.oaks();
        for told in OTHERS {
            self.tell("Other disaster", told);
        }
        for act in ACTS {
            self.act(act);
        }
        self.inquiries();
        self.answer();
        self.claims();
        self.context();
        set_status(self.edit, self.source, ReadingStatus::Coded).expect("there");
        self.edit
            .change(Info::only_id(), |info: &mut Info| {
                info.memo = "The coal-mine sample: one article, coded, beside a table of 191 explosions. Reconcile the events with the rows of their days, and ask the chart what the Acts did.".to_owned();
            })
            .expect("there");
    }

    fn span(&self, words: &str) -> TextSpan {
        let mut found = self.text.match_indices(words);
        let (at, _) = found
            .next()
            .unwrap_or_else(|| panic!("the text does not say: {words}"));
        assert!(found.next().is_none(), "said twice: {words}");
        TextSpan::from_range(at..at + words.len()).expect("words")
    }

    fn named(&self, name: &str) -> CodeId {
        let mut codes = self.edit.project().codes.values();
        codes.find(|code| code.name == name).expect("a code").id
    }

    fn annotate(&mut self, words: &str, name: &str) -> AnnotationId {
        let (span, name) = (self.span(words), self.named(name));
        code(self.edit, self.source, vec![span], vec![name]).expect("coded")
    }

    fn place(&mut self, name: &str) -> PlaceId {
        let mut places = self.edit.project().places.values();
        if let Some(place) = places.find(|place| place.name == name) {
            return place.id;
        }
        let id = add_place(self.edit, name).expect("added");
        self.edit
            .change(id, |place: &mut Place| {
                place.country = "United Kingdom".to_owned();
            })
            .expect("there");
        id
    }

    fn the_report(&self, event: EventId) -> ReportId {
        self.edit.now().reports_of(event).next().expect("one").id
    }

    fn tell(&mut self, code: &str, told: &Told) -> EventId {
        let passage = self.annotate(told.words, code);
        let event = make_event(self.edit, passage).expect("made");
        let report = self.the_report(event);
        let (place, when, toll) = (self.place(told.place), when_of(told), toll_of(told));
        self.edit
            .change(report, |report: &mut Report| {
                report.places = vec![place];
                report.when = when;
                report.toll = toll;
            })
            .expect("there");
        self.title(event, &format!("{code}, {}", told.title));
        self.adopt(event, report);
        event
    }

    fn adopt(&mut self, event: EventId, report: ReportId) {
        for field in [Field::When, Field::Places, Field::Toll] {
            let said = self.edit.get::<Report>(report).expect("there");
            if field.is_said_by(&said) {
                adopt_from_report(self.edit, event, field, report).expect("adopted");
            }
        }
    }

    fn title(&mut self, event: EventId, title: &str) {
        let change = |event: &mut Event| event.title = title.to_owned();
        self.edit.change(event, change).expect("there");
    }

    /// Two explosions of one sentence; of the second no toll is told.
    fn llan(&mut self) {
        let told = Told {
            toll: ("", None, None, None),
            ..told(
                "the Llan pit near Cardiff",
                "Llan",
                ("6 December 1875", "1875-12-06", Explicit),
                "Llan",
                ("", 0),
            )
        };
        let event = self.tell("Explosion", &told);
        let why = "No toll is told. The table has a second row on this day, so it was ten or more.";
        self.edit
            .change(event, |event: &mut Event| event.memo = why.to_owned())
            .expect("there");
    }

    /// Two blasts, one disaster, two tolls.
    fn oaks(&mut self) {
        let first = self.tell(
            "Explosion",
            &Told {
                toll: ("", None, None, None),
                ..told(
                    "On 12 December 1866 the Oaks colliery, again near Barnsley, exploded.",
                    "Oaks",
                    ("12 December 1866", "1866-12-12", Explicit),
                    "Barnsley",
                    ("", 0),
                )
            },
        );
        for (words, speaker, toll) in [
            (
                "For a century and a half the toll of both days was given as 361.",
                "",
                361,
            ),
            (
                "Volunteers who went through the registers for the anniversary in 2016 counted 383.",
                "Volunteers who went through the registers",
                383,
            ),
        ] {
            let passage = self.annotate(words, "Explosion");
            let report = add_report(self.edit, passage, first).expect("added");
            let toll = toll_line(&toll.to_string(), None, Some(toll), None);
            self.edit
                .change(report, |report: &mut Report| {
                    report.toll = toll;
                    report.speaker = Speaker {
                        actor: None,
                        as_written: speaker.to_owned(),
                    };
                })
                .expect("there");
        }
        let toll = toll_line("361; 383", Some(361), Some(383), Some(383));
        let why = "Both days together, as the text gives them. The later count goes by names; the older figure stays as the least.";
        enter_value(self.edit, first, Value::Toll(toll), why).expect("entered");
        let second = self.tell("Explosion", &told("The next day it exploded once more and killed 27 of those who had gone down to search.", "Oaks, second blast", ("The next day", "1866-12-13", RelativeToAnchor), "Barnsley", ("27 of those who had gone down to search", 27)));
        let why = "Part of the Oaks disaster, whose toll includes these 27.";
        set_countable(self.edit, second, false, why).expect("there");
        link(
            self.edit,
            second,
            Relation::PartOf,
            first,
            None,
            "The same pit, a day later.",
        )
        .expect("linked");
        let memo = "The row of 13 December 1866 is Talk o’ th’ Hill, as the text warns.";
        self.edit
            .change(second, |event: &mut Event| event.memo = memo.to_owned())
            .expect("there");
    }

    fn act(&mut self, (words, code, title, (written, date, basis), elsewhere): &Act) {
        let passage = self.annotate(words, code);
        let event = make_event(self.edit, passage).expect("made");
        let report = self.the_report(event);
        let mut when = when(written, date, *basis);
        self.edit
            .change(report, |report: &mut Report| report.when = when.clone())
            .expect("there");
        self.title(event, title);
        self.adopt(event, report);
        if let Some((date, says)) = elsewhere {
            let (date, says) = (edtf(date), (*says).to_owned());
            when.elsewhere = vec![Elsewhere { date, says }];
            let why = "The text’s date is kept; the day of the Act stands beside it.";
            enter_value(self.edit, event, Value::When(when), why).expect("entered");
        }
        self.edit
            .change(event, |event: &mut Event| {
                let policy = event.policy.as_mut().expect("a policy shift");
                policy.instrument = if *code == "Ownership" {
                    "nationalisation"
                } else {
                    "Act of Parliament"
                }
                .to_owned();
                policy.status = PolicyStatus::InForce;
            })
            .expect("there");
    }

    fn inquiries(&mut self) {
        for (words, title, written, date) in [
            (
                "A Royal Commission on Accidents in Mines, appointed in 1879",
                "Royal Commission on Accidents in Mines appointed",
                "in 1879",
                "1879",
            ),
            (
                "reported in 1886",
                "Royal Commission on Accidents in Mines reports",
                "in 1886",
                "1886",
            ),
            (
                "The men who held the inquiry could not agree on the cause.",
                "Gresford inquiry",
                "",
                "",
            ),
        ] {
            let passage = self.annotate(words, "Inquiry");
            let event = make_event(self.edit, passage).expect("made");
            self.title(event, title);
            if !date.is_empty() {
                let (report, when) = (self.the_report(event), when(written, date, Explicit));
                self.edit
                    .change(report, |report: &mut Report| report.when = when)
                    .expect("there");
                self.adopt(event, report);
            }
        }
    }

    /// "Hartley is the reason for that Act."
    fn answer(&mut self) {
        let says = self.annotate("Hartley is the reason for that Act", "Assessment");
        let event = |start: &str| {
            let mut events = self.edit.project().events.values();
            events
                .find(|event| event.title.starts_with(start))
                .expect("an event")
                .id
        };
        let (act, hartley) = (event("Act of 1862"), event("Other disaster, Hartley"));
        link(
            self.edit,
            act,
            Relation::InResponseTo,
            hartley,
            Some(says),
            "",
        )
        .expect("linked");
        self.claim(
            says,
            "The Act of 1862 answers the disaster at Hartley.",
            ClaimSort::Assessment,
        );
    }

    fn claim(&mut self, passage: AnnotationId, proposition: &str, sort: ClaimSort) {
        let claim = make_claim(self.edit, passage).expect("made");
        self.edit
            .change(claim, |claim: &mut Claim| {
                claim.proposition = proposition.to_owned();
                claim.sort = sort;
            })
            .expect("there");
    }

    fn claims(&mut self) {
        for (words, proposition) in ASSESSMENTS {
            let passage = self.annotate(words, "Assessment");
            self.claim(passage, proposition, ClaimSort::Assessment);
        }
        let passage = self.annotate(
            "Whoever wants to credit an Act should first say what else had changed.",
            "Recommendation",
        );
        let proposition = "Before an Act is credited, what else changed must be told.";
        self.claim(passage, proposition, ClaimSort::Recommendation);
    }

    fn context(&mut self) {
        let trend = self.annotate("Up to the end of 1890 it has more than three entries a year; from 1891 on it has less than one.", "Trend");
        let memo = "True of the table: 125 rows in the not quite forty years to the end of 1890, 66 in the seventy-one after.";
        set_memo(self.edit, trend, memo).expect("there");
        for words in [
            "In the following September",
            "Two days before Christmas of that year",
            "in the following month",
            "four days before Christmas of the same year",
            "Twelve years before",
            "eight months earlier",
        ] {
            self.annotate(words, "Time expression");
        }
    }
}

fn edtf(text: &str) -> Edtf {
    Edtf::parse(text).expect("a date")
}

fn when_of(told: &Told) -> When {
    when(told.when, told.date, told.basis)
}

fn when(written: &str, date: &str, basis: DateBasis) -> When {
    When {
        as_written: written.to_owned(),
        resolved: Some(Resolved {
            date: edtf(date),
            basis,
            note: String::new(),
        }),
        ..When::default()
    }
}

fn toll_of(told: &Told) -> Toll {
    match told.toll {
        ("", ..) => Toll::default(),
        (written, low, best, high) => toll_line(written, low, best, high),
    }
}

fn toll_line(written: &str, low: Option<u32>, best: Option<u32>, high: Option<u32>) -> Toll {
    Toll {
        lines: vec![TollLine {
            harm: Harm::Killed,
            victims: String::new(),
            as_written: written.to_owned(),
            estimate: Estimate { low, best, high },
        }],
    }
}
