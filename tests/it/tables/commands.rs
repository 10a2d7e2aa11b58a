//! Tables on the command line, as a script sees them: the numbers others counted, what is said
//! about what was left out, and what becomes of files nobody recognises.

mod counting;
mod newer;
mod projects;
mod showing;
mod updates;

use crate::cli::Desk;
use crate::support::corpus::corpus;
use serde_json::Value;

const PAKISTAN: &str = "events/ucdp_hdx_pakistan_1989-2021.csv";

/// A table no profile knows.
const SPREADSHEET: &str = "nr,When,Sort,Dead,Where,Note\n\
    1,2024-01-03,raid,2,Kabul,\"two, it is said\"\n\
    2,2024-02,raid,,Kabul,=SUM(A1)\n\
    3,2024-02-10,talks,0,Doha,-3\n\
    4,,raid,1,Herat,\n\
    5,2024-03-30,raid,x,Herat,\n";

/// What its columns mean.
const MAP: &str = "(\n\
    id: Some(\"nr\"),\n\
    date: (at: One(\"When\")),\n\
    kind: (columns: [\"Sort\"], values: [(value: \"talks\", family: Diplomatic)]),\n\
    place: [\"Where\"],\n\
    killed: (best: Some(\"Dead\")),\n\
    notes: [\"Note\"],\n\
)\n";

fn spreadsheet() -> Desk {
    let desk = Desk::new();
    desk.put("raids.csv", SPREADSHEET);
    desk.put("raids.ron", MAP);
    desk
}

/// The sums of `certain` and `expected` of what `counts` printed.
fn sums(csv: &str) -> [f64; 2] {
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("start,end,group,certain,expected"));
    let mut sums = [0.0; 2];
    for line in lines {
        let mut cells = line
            .rsplitn(3, ',')
            .take(2)
            .map(|cell| cell.parse::<f64>().expect(line));
        sums[1] += cells.next().expect(line);
        sums[0] += cells.next().expect(line);
    }
    sums
}

fn is_close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6 * other.abs().max(1.0)
}

fn golden() -> Option<Value> {
    let path = corpus("events/golden_numbers.json")?;
    let text = std::fs::read_to_string(path).expect("read");
    Some(serde_json::from_str(&text).expect("JSON"))
}

fn years(csv: &str) -> Vec<(String, f64)> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[0][..4].to_owned(), cells[4].parse().expect(line))
    };
    csv.lines().skip(1).map(row).collect()
}
