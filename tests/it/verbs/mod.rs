//! Examples of every verb, on one short article with a small codebook.

mod codebook;
mod coding;
mod events;
mod links;
mod names;
mod rows;
mod views;

use tightrope::document::verbs::{actors, annotations, codebook as codes, fields, kinds, places};
use tightrope::document::{Document, Edit, Refused};
use tightrope::model::annotation::{Annotation, Mention, Mentioned};
use tightrope::model::codebook::{Code, Family, Kind, Makes};
use tightrope::model::edtf::Edtf;
use tightrope::model::id::{
    ActorId, AnnotationId, CodeId, CoderId, KindId, PlaceId, Replica, SourceId, TypedId, Uid,
};
use tightrope::model::info::Info;
use tightrope::model::made::{Made, Moment};
use tightrope::model::project::Project;
use tightrope::model::record::Noted;
use tightrope::model::source::{Original, ReadingStatus, Reliability, Source, Taken};
use tightrope::model::text::{Sha, SourceText, TextSpan};

const TEXT: &str = "Last month, the ministry accused Islamabad of striking Khost. \
    In December 2024, Pakistan again struck the TTP in Paktika. \
    On 9th October, Pakistan struck Kabul. Trade was curbed after this. 🚩 کابل";

/// A document with the article, two actors, three places and a codebook.
struct Desk {
    document: Document,
    source: SourceId,
}

impl Desk {
    fn new() -> Self {
        let mut project = Project::default();
        let info = Info {
            id: Info::only_id(),
            title: "Tightrope".to_owned(),
            project: Sha::of(b"tests"),
            case: None,
            memo: String::new(),
        };
        project.info.insert(info.id, info.into());
        let text = SourceText::new(TEXT).expect("small");
        let source = source(1, "Walking the line", text.sha());
        project.sources.insert(source.id, source.clone().into());
        project.texts.insert(text.sha(), text);
        let document = Document::new(project, Replica::from_bits(0)).expect("consistent");
        let mut desk = Self {
            document,
            source: source.id,
        };
        desk.fill();
        desk
    }

    fn fill(&mut self) {
        for name in ["Pakistan", "TTP"] {
            self.act(|edit| actors::add_actor(edit, name));
        }
        for name in ["Paktika", "Khost", "Kabul"] {
            self.act(|edit| places::add_place(edit, name));
        }
        for (name, family) in [
            ("Strike", Family::Incident),
            ("Attack", Family::Incident),
            ("Trade measure", Family::Policy),
        ] {
            let kind = self.act(|edit| kinds::add_kind(edit, name, family, ""));
            let code = self.act(|edit| codes::add_code(edit, name, None));
            self.act(|edit| codes::set_makes(edit, code, Some(Makes::Event(kind))));
        }
        let claim = self.act(|edit| codes::add_code(edit, "Claim", None));
        self.act(|edit| codes::set_makes(edit, claim, Some(Makes::Claim)));
        self.act(|edit| codes::add_code(edit, "Accusation", Some(claim)));
        self.act(|edit| codes::add_code(edit, "Quote", None));
        let mut sanction = Kind::clone(self.get::<Kind>(self.kind("Trade measure")));
        sanction.score_tenths = Some(-50);
        self.act(|edit| fields::replace(edit, sanction, "kind"));
    }

    fn edit(&self) -> Edit {
        self.document.edit(Made {
            by: None,
            at: Moment::from_unix_secs(1_000),
        })
    }

    /// Does what a verb does.
    #[track_caller]
    fn act<T>(&mut self, verb: impl FnOnce(&mut Edit) -> Result<T, Refused>) -> T {
        let mut edit = self.edit();
        let made = verb(&mut edit).expect("the verb is possible");
        self.document.apply(edit.finish()).expect("and valid");
        made
    }

    /// Why a verb is refused.
    #[track_caller]
    fn refused<T: std::fmt::Debug>(
        &self,
        verb: impl FnOnce(&mut Edit) -> Result<T, Refused>,
    ) -> String {
        verb(&mut self.edit()).expect_err("refused").to_string()
    }

    /// What Undo would take back.
    fn label(&self) -> &str {
        let step = self
            .document
            .history()
            .last_done()
            .expect("something was done");
        &step.transaction.label
    }

    #[track_caller]
    fn get<T: Noted>(&self, id: T::Id) -> &T {
        self.project().get::<T>(id).expect("it is there")
    }

    fn project(&self) -> &Project {
        self.document.project()
    }

    /// The only place in the article with these words.
    #[track_caller]
    fn span(&self, words: &str) -> TextSpan {
        let at = TEXT.find(words).unwrap_or_else(|| panic!("no {words}"));
        TextSpan::from_range(at..at + words.len()).expect("words")
    }

    fn code(&self, name: &str) -> CodeId {
        let mut all = self.project().codes.values();
        all.find(|code| code.name == name)
            .map(|code| code.id)
            .expect("a code")
    }

    fn kind(&self, name: &str) -> KindId {
        let mut all = self.project().kinds.values();
        all.find(|kind| kind.name == name)
            .map(|kind| kind.id)
            .expect("a kind")
    }

    fn actor(&self, name: &str) -> ActorId {
        actors::find_actor(self.project(), name).expect("an actor")
    }

    fn place(&self, name: &str) -> PlaceId {
        places::find_place(self.project(), name).expect("a place")
    }

    /// Codes the only place with these words.
    #[track_caller]
    fn coded(&mut self, words: &str, codes: &[&str]) -> AnnotationId {
        let (source, span) = (self.source, self.span(words));
        let codes = codes.iter().map(|name| self.code(name)).collect();
        self.act(|edit| annotations::code(edit, source, vec![span], codes))
    }

    /// Lets an annotation mention these words.
    fn mention(&mut self, annotation: AnnotationId, words: &str, of: Mentioned) {
        let mut mentions = self.get::<Annotation>(annotation).mentions.clone();
        mentions.push(Mention {
            span: Some(self.span(words)),
            of,
        });
        self.act(|edit| annotations::set_mentions(edit, annotation, mentions));
    }

    /// The sentence on December 2024 with all its mentions.
    fn december(&mut self) -> AnnotationId {
        let sentence = "In December 2024, Pakistan again struck the TTP in Paktika.";
        let annotation = self.coded(sentence, &["Quote", "Strike"]);
        self.mention(
            annotation,
            "Paktika",
            Mentioned::Place(self.place("Paktika")),
        );
        self.mention(annotation, "TTP", Mentioned::Actor(self.actor("TTP")));
        self.mention(
            annotation,
            "Pakistan again",
            Mentioned::Actor(self.actor("Pakistan")),
        );
        self.mention(
            annotation,
            "December 2024",
            Mentioned::Date(date("2024-12")),
        );
        annotation
    }

    /// The sentence on the ninth of October with its mentions.
    fn october(&mut self) -> AnnotationId {
        let annotation = self.coded("On 9th October, Pakistan struck Kabul.", &["Strike"]);
        self.mention(
            annotation,
            "9th October",
            Mentioned::Date(date("2025-10-09")),
        );
        self.mention(annotation, "Kabul", Mentioned::Place(self.place("Kabul")));
        annotation
    }

    fn codes_of(&self, annotation: AnnotationId) -> Vec<&str> {
        let codes = &self.get::<Annotation>(annotation).codes;
        codes
            .iter()
            .map(|code| self.get::<Code>(*code).name.as_str())
            .collect()
    }
}

fn source(number: u32, title: &str, text: Sha) -> Source {
    Source {
        id: SourceId::from_uid(Uid {
            counter: number,
            replica: Replica::from_bits(0),
        }),
        title: title.to_owned(),
        author: String::new(),
        publisher: String::new(),
        language: "en".to_owned(),
        published: None,
        reliability: Reliability::F,
        derived_from: None,
        supersedes: None,
        coverage: None,
        boilerplate: Vec::new(),
        status: ReadingStatus::Unread,
        arabic_style: None,
        text,
        original: Original {
            name: "article.txt".to_owned(),
            sha: text,
            bytes: 1,
            encoding: "UTF-8".to_owned(),
            taken: Taken::Whole,
        },
        memo: String::new(),
        made: Made::default(),
    }
}

fn date(text: &str) -> Edtf {
    Edtf::parse(text).expect("a date")
}

/// An id of this noun that no record has.
fn nobody<I: TypedId>() -> I {
    I::from_uid(Uid {
        counter: 9_999,
        replica: Replica::from_bits(0),
    })
}

#[test]
fn a_coder_is_made_once_and_signs_what_follows() {
    use tightrope::document::verbs::coders;
    let mut desk = Desk::new();
    let amina: CoderId = desk.act(|edit| coders::coder_named(edit, " Amina "));
    assert_eq!(desk.label(), "add coder ‘Amina’");
    let span = desk.span("Khost");
    let source = desk.source;
    let annotation = desk.act(|edit| {
        let by = coders::coder_named(edit, "Amina")?;
        edit.sign(Made {
            by: Some(by),
            ..edit.made()
        });
        annotations::code(edit, source, vec![span], Vec::new())
    });
    assert_eq!(desk.get::<Annotation>(annotation).made.by, Some(amina));
    assert_eq!(desk.project().coders.len(), 1);
    desk.act(|edit| coders::coder_named(edit, "Bilal"));
    let taken = desk.refused(|edit| coders::rename_coder(edit, amina, "Bilal"));
    assert!(
        taken.contains("there is a coder ‘Bilal’ already"),
        "{taken}"
    );
    desk.refused(|edit| coders::coder_named(edit, " "));
    desk.act(|edit| coders::rename_coder(edit, amina, "Amina K."));
    assert_eq!(desk.label(), "rename coder ‘Amina’ to ‘Amina K.’");
}
