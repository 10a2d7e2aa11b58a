//! The coal-mine sample, coded as an analyst would: by the verbs, on the bundled case.

mod facts;

use self::facts::{ACTS, ASSESSMENTS, Act, EXPLOSIONS, OTHERS, Told, told};
use DateBasis::{Explicit, RelativeToAnchor};
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
