//! Small tables made for a test.

use std::sync::Arc;
use tightrope::model::actor::{Actor, Alias};
use tightrope::model::codebook::{Family, Kind};
use tightrope::model::id::{ActorId, KindId, Replica, RowId, TableId, TypedId as _, Uid};
use tightrope::model::look::{Hue, Shape};
use tightrope::model::made::Made;
use tightrope::model::mapping::{
    DateAt, DateColumns, EstimateColumns, KindColumns, KindValue, Mapping,
};
use tightrope::model::project::Project;
use tightrope::model::table::{RowNow, TableLayout, TableRow};
use tightrope::tables::{LoadedTable, load};

/// The columns of [`table`].
pub const HEAD: &str =
    "id,from,to,type,who,whom,place,country,least,best,most,office,told,score,spare\n";

/// What they mean.
pub fn mapping() -> Mapping {
    let name = |name: &str| Some(name.to_owned());
    let list = |name: &str| vec![name.to_owned()];
    Mapping {
        id: name("id"),
        date: DateColumns {
            at: DateAt::Range("from".to_owned(), "to".to_owned()),
            ..DateColumns::default()
        },
        kind: KindColumns {
            columns: list("type"),
            values: vec![
                value("1", "State-based", "Strike", Family::Incident),
                value("2", "Non-state", "", Family::Incident),
                value("3", "", "Visit", Family::Diplomatic),
            ],
        },
        initiator: list("who"),
        target: list("whom"),
        place: list("place"),
        country: name("country"),
        killed: EstimateColumns {
            low: name("least"),
            best: name("best"),
            high: name("most"),
        },
        source: list("office"),
        notes: list("told"),
        separator: Some(';'),
        ..Mapping::default()
    }
}

fn value(value: &str, label: &str, kind: &str, family: Family) -> KindValue {
    KindValue {
        value: value.to_owned(),
        label: label.to_owned(),
        kind: kind.to_owned(),
        family,
        plover: String::new(),
    }
}

/// A table of these lines.
pub fn table(lines: &str, mapping: &Mapping) -> LoadedTable {
    let bytes = format!("{HEAD}{lines}").into_bytes();
    load(Arc::new(bytes), &TableLayout::default(), mapping, &|_| true).expect("a table")
}

/// A project that knows the TTP under three names, two actors called Taliban, and strikes.
pub fn project() -> Project {
    let mut project = Project::default();
    let mut actor = |number: u64, name: &str, aliases: &[&str]| {
        let id: ActorId = format!("t{number}-k3f9").parse().expect("an id");
        let alias = |name: &&str| Alias {
            name: (*name).to_owned(),
            source: None,
            loaded: false,
            note: String::new(),
        };
        let actor = Actor {
            id,
            name: name.to_owned(),
            within: None,
            aliases: aliases.iter().map(alias).collect(),
            memo: String::new(),
        };
        project.actors.insert(id, Arc::new(actor));
    };
    actor(
        1,
        "TTP",
        &[
            "Tehrik-i-Taliban Pakistan",
            "Tehreek-e-Taliban Pakistan",
            "Taliban",
        ],
    );
    actor(2, "Afghan Taliban", &["Taliban"]);
    let id: KindId = "k1-k3f9".parse().expect("an id");
    let kind = Kind {
        id,
        name: "Strike".to_owned(),
        family: Family::Incident,
        lane: "Strikes".to_owned(),
        order: 3,
        hue: Hue::Navy,
        shape: Shape::Triangle,
        plover: String::new(),
        score_tenths: None,
        version: 1,
    };
    project.kinds.insert(id, Arc::new(kind));
    project
}

/// What a project may keep of a row with this number of its own.
pub fn kept<S: AsRef<str>>(number: u32, key: &str, cells: &[(S, S)]) -> Arc<TableRow> {
    let uid = |counter| Uid {
        counter,
        replica: Replica::from_bits(1),
    };
    let text = |text: &S| text.as_ref().to_owned();
    let cells = cells.iter();
    Arc::new(TableRow {
        id: RowId::from_uid(uid(number)),
        table: TableId::from_uid(uid(1)),
        key: key.to_owned(),
        cells: cells.map(|(name, cell)| (text(name), text(cell))).collect(),
        now: RowNow::Same,
        not_same: Vec::new(),
        made: Made::default(),
    })
}
