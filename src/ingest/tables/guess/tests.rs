use super::*;

/// A table as text: cells between `|`.
fn table(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect();
    let mut lines = text.trim().lines().map(cells);
    (lines.next().unwrap_or_default(), lines.collect())
}

/// What was guessed: "meaning=column" in the order of the mapping, and the questions.
fn check(text: &str, expected: &str) {
    let (columns, rows) = table(text);
    let guess = guess(&columns, &rows);
    let reasons = guess.reasons.iter();
    let mut found: Vec<String> = reasons
        .map(|reason| format!("{}={}", reason.means, reason.column))
        .collect();
    let style = guess.mapping.date.style;
    if style != Default::default() {
        found.push(style.in_words().to_owned());
    }
    found.extend(
        guess
            .mapping
            .unknown
            .iter()
            .map(|code| format!("unknown {code}")),
    );
    found.extend(
        guess
            .mapping
            .separator
            .map(|sign| format!("between {sign}")),
    );
    let questions = guess.questions.iter();
    found.extend(questions.map(|question| format!("? {}", question.column)));
    assert_eq!(found.join(", "), expected, "{text}");
    let known: Vec<&str> = guess.mapping.named_columns();
    assert_eq!(known.len(), guess.reasons.len(), "a reason for each");
}

#[test]
fn spreadsheets_of_incidents() {
    check(
        "id | date | place | killed | injured | notes
         1 | 2021-05-03 | Quetta | 3 | 5 | A bomb
         2 | 2021-05-04 | Peshawar | 1 |  | Shots were fired",
        "date=date, id=id, killed, best=killed, injured, best=injured, place=place, notes=notes",
    );
    check(
        "Sr No | Incident Date | Type of attack | Perpetrator | Target | City | District | Province | Killed | Injured | Source
         1 | 25/01/2021 | IED | BLA | FC | Turbat | Kech | Balochistan | 2 | 3-4 | Dawn; The News
         2 | 03/02/2021 | Firing | Unknown | Police | Quetta | Quetta | Balochistan | -9 | 1 | Dawn",
        "date=Incident Date, id=Sr No, killed, best=Killed, injured, best=Injured, \
         who did it=Perpetrator, to whom=Target, place=City, place=District, place=Province, \
         kind=Type of attack, source=Source, unknown -9, between ;",
    );
    check(
        "fecha | lugar | muertos | heridos | fuente
         03/04/2020 | Cali | 1 | 2 | El País
         05/06/2020 | Medellín | 0 | 1 | El Tiempo",
        "date=fecha, killed, best=muertos, injured, best=heridos, place=lugar, source=fuente, ? fecha",
    );
    check(
        "تاریخ | ضلع | ہلاک | زخمی
         2021-05-03 | کوئٹہ | 3 | 5
         2021-05-09 | پشاور | 1 | 0",
        "date=تاریخ, killed, best=ہلاک, injured, best=زخمی, place=ضلع",
    );
}

#[test]
fn reports_with_low_best_and_high() {
    check(
        "id | event_id | country | date_start | date_end | city | location | latitude | longitude | actor1 | actor1_id | actor1_type | actor2 | actor2_victim | target | deaths_best | deaths_low | deaths_high | injuries_best | injuries_low | injuries_high | source | number_of_sources | source_type
         a1 | X-1 | Kenya | 2011-01-03 | 2011-01-03 | Nairobi | Kibera | -1.3 | 36.8 | Police | 4 | Security forces | Citizens | 1.0 | Citizens | 8 | 8 | 9 | 51 | 51 | 51 | Xinhua | 0.0 | Agency
         b2 | X-1 | Kenya | 2011-01-03 | 2011-01-04 | Nairobi |  | -1.3 | 36.8 | Police | 4 | Security forces | Citizens | 1.0 | Citizens | 8 | 8 | 9 | 51 | 51 | 51 | Xinhua | 0.0 | Agency",
        "first day=date_start, last day=date_end, id=id, degrees north=latitude, \
         degrees east=longitude, killed, lowest=deaths_low, killed, best=deaths_best, \
         killed, highest=deaths_high, injured, lowest=injuries_low, injured, best=injuries_best, \
         injured, highest=injuries_high, who did it=actor1, to whom=actor2, country=country, \
         place=location, place=city, source=source",
    );
    check(
        "id | conflict_id | latitude | longitude | date | type_of_violence | best | civilian_deaths | combatant_deaths | country | region
         255135 | 333 | 33.0 | 65.0 | 2018-01-03 | 1 | 6 | 0 | 6 | Afghanistan | Asia
         255171 | 13540 | 36.0 | 65.3 | 2018-01-11 | 2 | 1 | 0 | 1 | Afghanistan | Asia",
        "date=date, id=id, degrees north=latitude, degrees east=longitude, \
         killed of one class of victims=civilian_deaths, \
         killed of one class of victims=combatant_deaths, killed, best=best, country=country, \
         kind=type_of_violence",
    );
}

#[test]
fn the_order_of_day_and_month_is_told_by_the_rows_or_asked() {
    for (cells, expected) in [
        (["01/13/2020", "02/01/2020"], "date=date, 05/16/2025"),
        (["13/01/2020", "02/01/2020"], "date=date"),
        (["01/02/2020", "02/01/2020"], "date=date, ? date"),
        (["13/01/2020", "01/13/2020"], "date=date, ? date"),
        (["20200113", "20200201"], "date=date, 20250516"),
        (["1851.2026", "1851.5"], ""),
        (["1851.2026", "1851.51"], "date=date, 1851.2026"),
        (["3 May 2020", "4 May 2020"], "date=date"),
        (["soon", "later"], ""),
        (["", ""], ""),
    ] {
        check(&format!("date\n{}\n{}", cells[0], cells[1]), expected);
    }
    check(
        "timestamp\n1684195200\n1684195300",
        "date=timestamp, seconds since 1970",
    );
    check("population\n20200113\n20200201", "");
}

#[test]
fn dates_of_several_columns() {
    check(
        "Year | Month | Day | dead
         2020 | 1 | 0 | 2
         2020 | 12 | 31 | 3",
        "year=Year, month=Month, day of the month=Day, killed, best=dead",
    );
    check(
        "source_date | event_date | headline
         2020-01-02 | 2020-01-01 | One
         2020-01-02 | 2020-01-01 | Two",
        "date=event_date, notes=headline",
    );
}

#[test]
fn tables_of_counts() {
    check(
        "Year | Incidents of Killing | Civilians | Security Forces | Terrorists | Not Specified | Total
         2000 | 13 | 10 | 4 | 5 | 0 | 19
         2001 | 21 | 1 | 2 | 3 | 1 | 7
         Total* | 34 | 11 | 6 | 8 | 1 | 26",
        "date=Year, number of events=Incidents of Killing, killed, best=Total, \
         killed of one class of victims=Civilians, killed of one class of victims=Security Forces, \
         killed of one class of victims=Terrorists, killed of one class of victims=Not Specified",
    );
    check(
        "Type of attack/clash | Number | Killed | Injured
         Terrorist attacks | 207 | 335 | 555
         Border clashes | 12 | 10 | 20
         Total | 219 | 345 | 575",
        "killed, best=Killed, injured, best=Injured, number of events=Number, \
         kind=Type of attack/clash",
    );
    check(
        "Month | Year | Attacks | Deaths
         January | 2020 | 5 | 3
         February | 2020 | 4 | 8",
        "year=Year, month=Month, killed, best=Deaths, number of events=Attacks",
    );
}

mod anything {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever stands in a table, no column means two things, and each has a reason.
        #[test]
        fn is_guessed_without_doubles(
            names in proptest::collection::vec(
                "(date|start|end|year|month|day|id|lat|lon|killed|low|best|type|actor|1|2|place|country|notes|number|total|source|x)([ _](date|id|1|type|total|low)){0,2}",
                1..12,
            ),
            rows in proptest::collection::vec(
                proptest::collection::vec("(2020-01-0[1-9]|0?[1-9]/1[0-9]/2020|20[0-9]{2}|[0-9]{1,3}|-9|[a-c]|Total|)", 0..12),
                0..6,
            ),
        ) {
            let guess = guess(&names, &rows);
            let named = guess.mapping.named_columns().len();
            prop_assert_eq!(named, guess.reasons.len());
        }
    }
}

#[test]
fn numbers_of_days_are_dates_where_the_name_says_so_and_all_may_be_some() {
    let excel = "44562, as Excel counts days";
    for (text, expected) in [
        (
            "date | killed
             44562 | 1
             44563.5 | 2",
            format!("date=date, killed, best=killed, {excel}, ? date"),
        ),
        (
            "start date | end date
             44562 | 44563
             44570 | ",
            format!("first day=start date, last day=end date, {excel}, ? start date"),
        ),
        // One that can be no such day, a name that says nothing, and the number of something.
        ("date | x\n 44562 | a\n 9999 | b", String::new()),
        ("date | x\n 44562 | a\n 2022 | b", String::new()),
        ("when reported | x\n 44562 | a\n soon | b", String::new()),
        ("amount | x\n 44562 | a\n 44563 | b", String::new()),
        (
            "data id | x\n 44562 | a\n 44563 | b",
            "id=data id".to_owned(),
        ),
    ] {
        check(text, &expected);
    }
    let (columns, rows) = table("date | x\n 44562.75 | a\n 44570 | b");
    let guess = guess(&columns, &rows);
    assert_eq!(
        guess.reasons[0].why,
        "its name, and its numbers may be days as Excel counts them: 44562.75 is 2022-01-01"
    );
    assert!(guess.questions[0].what.contains("days since 1904"));
}
