//! Lines that stand on every page: names of journals, numbers of pages.
//!
//! In: the lines of each page. Out: the same without what repeats at one place on nearly all of
//! them, which no sentence of an author does.

use super::page_lines::Line;
use std::collections::BTreeMap;

/// On fewer pages than this nothing is certain.
const FEWEST_PAGES: usize = 3;

/// So many lines from the top and from the bottom are looked at.
const AT_EDGE: usize = 3;

/// What a line says but for numbers, and where it stands in whole points.
type Place = (String, i64);

/// Takes out the lines that stand on at least four of five pages; how many there were.
pub(super) fn drop_running_lines(pages: &mut [Vec<Line>]) -> usize {
    if pages.len() < FEWEST_PAGES {
        return 0;
    }
    let mut seen: BTreeMap<Place, usize> = BTreeMap::new();
    for page in pages.iter() {
        for at in edges(page.len()) {
            if let Some(line) = page.get(at) {
                *seen.entry(place(line)).or_default() += 1;
            }
        }
    }
    let most = pages.len();
    seen.retain(|_, times| *times >= FEWEST_PAGES && *times * 5 >= most * 4);
    let mut dropped = 0;
    for page in pages.iter_mut() {
        let edges = edges(page.len());
        let mut at = 0;
        page.retain(|line| {
            let runs = edges.contains(&at) && seen.contains_key(&place(line));
            at += 1;
            dropped += usize::from(runs);
            !runs
        });
    }
    dropped
}

/// The places of the first and the last lines.
fn edges(lines: usize) -> Vec<usize> {
    let is_edge = |at: &usize| *at < AT_EDGE || *at + AT_EDGE >= lines;
    (0..lines).filter(is_edge).collect()
}

fn place(line: &Line) -> Place {
    let mut words = String::with_capacity(line.text.len());
    for c in line.text.chars() {
        match c {
            c if !c.is_numeric() => words.push(c),
            _ if words.ends_with('#') => {}
            _ => words.push('#'),
        }
    }
    (words, line.y.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_on_every_page_goes_and_nothing_else() {
        let line = |text: &str, y: f64| Line {
            text: text.to_owned(),
            left: 50.0,
            right: 300.0,
            y,
            size: 10.0,
        };
        let page = |number: u32| {
            vec![
                line("Journal of Borders", 780.0),
                line(
                    &format!("The body of page {number} says no. {number}"),
                    700.0 - f64::from(number),
                ),
                line("He said so.", 500.0 + f64::from(number)),
                line(&format!("- {number} -"), 30.0),
            ]
        };
        let mut pages: Vec<_> = (1..=9).map(page).collect();
        assert_eq!(drop_running_lines(&mut pages), 18);
        assert!(pages.iter().all(|page| page.len() == 2));
        let mut two: Vec<_> = (1..=2).map(page).collect();
        assert_eq!(drop_running_lines(&mut two), 0, "two pages prove nothing");
    }
}
