use super::super::structure::Misshapen;
use super::*;
use crate::model::text::Sha;
use proptest::prelude::*;

/// A record: where it begins, where its cells end, what is wrong with it.
type Found = (u64, Vec<u64>, Option<Misshapen>);

/// What a pass finds, with places counted from the start of the file.
fn passed(bytes: &Vec<u8>, cut: Cut, effort: Effort) -> (Vec<Found>, u64) {
    let pass = Pass {
        bytes,
        cut,
        from: 0,
        effort,
    };
    let read = |chunk: &Chunk<'_>| {
        let found = |record: super::super::structure::Record<'_>| {
            let place = |at: usize| chunk.base + at as u64;
            let ends = record.ends.iter().map(|end| place(*end as usize)).collect();
            let misshapen = record.misshapen.map(|misshapen| match misshapen {
                Misshapen::Unclosed(at) => Misshapen::Unclosed(place(at) as usize),
                Misshapen::TooLong => Misshapen::TooLong,
            });
            (place(record.start), ends, misshapen)
        };
        let records: Vec<Found> = chunk.structure.records().map(found).collect();
        (records, chunk.bytes.len() as u64)
    };
    let (mut all, mut size) = (Vec::new(), 0);
    pass.run(None, &|_| true, &read, &mut |(records, bytes)| {
        all.extend(records);
        size += bytes;
        Ok(())
    })
    .unwrap();
    (all, size)
}

/// The same, byte by byte from the front to the back, after the description of Python's `csv`.
fn by_hand(bytes: &[u8], cut: Cut, longest: usize) -> Vec<Found> {
    #[derive(PartialEq)]
    enum State {
        CellBegins,
        Plain,
        Quoted,
        MarkInQuoted,
    }
    let (mut all, mut start) = (Vec::new(), 0);
    while start < bytes.len() {
        let limit = bytes.len().min(start + longest + 1);
        let (mut state, mut ends, mut mark, mut feed) = (State::CellBegins, vec![], 0, None);
        for (at, byte) in bytes.iter().enumerate().take(limit).skip(start) {
            match (&state, *byte) {
                (State::Quoted, b'"') => state = State::MarkInQuoted,
                (State::Quoted, _) => {}
                (State::MarkInQuoted, b'"') if cut.quoted => state = State::Quoted,
                (_, b'\n') => {
                    ends.push(at as u64);
                    feed = Some(at);
                    break;
                }
                (_, byte) if byte == cut.delimiter => {
                    ends.push(at as u64);
                    state = State::CellBegins;
                }
                (State::CellBegins, b'"') if cut.quoted => {
                    mark = at;
                    state = State::Quoted;
                }
                _ => state = State::Plain,
            }
        }
        let next_line = |from: usize| (from..bytes.len()).find(|at| bytes[*at] == b'\n');
        let is_last = limit == bytes.len() && limit - start <= longest;
        if let Some(feed) = feed {
            all.push((start as u64, ends, None));
            start = feed + 1;
        } else if state == State::Quoted {
            let end = next_line(mark).filter(|end| *end < limit).unwrap_or(limit);
            let what = Misshapen::Unclosed(mark);
            all.push((start as u64, vec![end as u64], Some(what)));
            start = next_line(end).map_or(bytes.len(), |feed| feed + 1);
        } else if is_last {
            ends.push(limit as u64);
            all.push((start as u64, ends, None));
            start = limit;
        } else {
            all.push((start as u64, vec![limit as u64], Some(Misshapen::TooLong)));
            start = next_line(limit).map_or(bytes.len(), |feed| feed + 1);
        }
    }
    all
}

fn check(bytes: &Vec<u8>, quoted: bool, effort: Effort) {
    let cut = Cut {
        delimiter: b',',
        quoted,
    };
    let (found, size) = passed(bytes, cut, effort);
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(
        found,
        by_hand(bytes, cut, effort.longest),
        "{text:?} {effort:?}"
    );
    assert_eq!(size, bytes.len() as u64, "{text:?} {effort:?}");
}

fn effort(chunk: usize, longest: usize) -> Effort {
    Effort {
        chunk,
        threads: 3,
        longest,
    }
}

#[test]
fn records_that_lie_across_chunks_are_found_whole() {
    for text in [
        "",
        "\n",
        "a",
        "a,b\r\nc,d\n",
        "\"a\nb\",c\n\"d\"\"\n\"\"e\",f",
        "5\" gun,b\nc,\"d\"x\"y,z\"\n",
        "a,\"never closed\nb,c\nd,\"\"\n",
        "\"\"\"\"\n\"\"\n\"",
        "long long long long long line\nb\n",
        "\"long long\nlong long long\",c\nb\n",
    ] {
        for chunk in 1..12 {
            for longest in [3, 16, 1_000] {
                check(&text.as_bytes().to_vec(), true, effort(chunk, longest));
                check(&text.as_bytes().to_vec(), false, effort(chunk, longest));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_pass_finds_what_one_finds_by_hand(
        bytes in proptest::collection::vec(
            proptest::sample::select(&b"\"\"\"\",,,\n\n\rab"[..]), 0..400,
        ),
        quoted in proptest::bool::weighted(0.9),
        chunk in 1_usize..150,
        longest in proptest::sample::select(&[7_usize, 40, 150, 1_000][..]),
    ) {
        check(&bytes, quoted, effort(chunk, longest));
    }

    #[test]
    fn a_pass_over_good_records_finds_what_one_finds_by_hand(
        cells in proptest::collection::vec(
            (proptest::sample::select(&[
                "a", "", "\"\"", "\"a,b\"", "\"he said \"\"no\"\"\"", "\"two\nlines\"", "Kébala",
                "\"a long cell with many words in it, commas, and \"\"marks\"\"\"",
            ][..]), proptest::sample::select(&[",", ",", ",", "\n", "\r\n"][..])),
            0..200,
        ),
        chunk in 1_usize..300,
    ) {
        let text: String = cells.iter().flat_map(|(cell, end)| [*cell, *end]).collect();
        check(&text.into_bytes(), true, effort(chunk, 1_000));
    }
}

#[test]
fn the_hash_is_that_of_the_file_whatever_the_chunks() {
    let bytes: Vec<u8> = (0..10_000_u32).map(|at| (at % 251) as u8).collect();
    let cut = Cut {
        delimiter: b',',
        quoted: true,
    };
    for (from, chunk) in [(0, 1_000), (17, 999), (10_000, 5), (0, 20_000)] {
        let pass = Pass {
            bytes: &bytes,
            cut,
            from,
            effort: effort(chunk, 100),
        };
        let begun = Some(ShaOf::default());
        let hash = pass.run(begun, &|_| true, &|_: &Chunk<'_>| (), &mut |()| Ok(()));
        let hash = hash.unwrap().map(ShaOf::finish);
        assert_eq!(hash, Some(Sha::of(&bytes)), "{from} {chunk}");
    }
}

fn small_chunks(bytes: &dyn ReadAt) -> Pass<'_> {
    let cut = Cut {
        delimiter: b',',
        quoted: true,
    };
    Pass {
        bytes,
        cut,
        from: 0,
        effort: effort(10, 100),
    }
}

#[test]
fn a_pass_that_is_stopped_or_refused_ends() {
    let bytes = b"a,b\n".repeat(1_000);
    let pass = small_chunks(&bytes);
    let read = |chunk: &Chunk<'_>| chunk.base;
    let stopped = pass.run(None, &|part| part < 0.5, &read, &mut |_| Ok(()));
    assert!(matches!(stopped, Err(CannotLoad::Stopped)), "{stopped:?}");
    let mut seen = Vec::new();
    let refused = pass.run(None, &|_| true, &read, &mut |base| {
        seen.push(base);
        match seen.len() {
            5 => Err(CannotLoad::TooLarge),
            _ => Ok(()),
        }
    });
    assert!(matches!(refused, Err(CannotLoad::TooLarge)), "{refused:?}");
    assert_eq!(seen.len(), 5);
    assert!(seen.is_sorted());
}

#[test]
#[should_panic(expected = "a scoped thread panicked")]
fn a_thread_that_panics_leaves_nobody_waiting() {
    let bytes = b"a,b\n".repeat(1_000);
    let pass = small_chunks(&bytes);
    let main = thread::current().id();
    let read = |_: &Chunk<'_>| {
        assert!(thread::current().id() == main, "a defect");
    };
    let _ = pass.run(None, &|_| true, &read, &mut |()| {
        thread::sleep(std::time::Duration::from_millis(1));
        Ok(())
    });
}
