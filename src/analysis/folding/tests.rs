use super::*;
use proptest::prelude::*;

fn folded_by(text: &str, folding: Folding) -> String {
    fold(text, &mut Letters::new(folding))
}

#[test]
fn each_difference_folds_what_it_says_and_nothing_else() {
    use Difference::{Case, Letters, LookAlikes, Marks, Signs};
    for (difference, one, other) in [
        (Case, "straße", "STRASSE"),
        (Case, "STRAẞE", "strasse"),
        (Case, "ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
        (Case, "Война", "ВОЙНА"),
        (Marks, "Erdoğan", "Erdogan"),
        (Marks, "e\u{301}te\u{301}", "ete"),
        (Marks, "Łódź", "Lodz"),
        (Marks, "كِتَابٌ", "كتاب"),
        (Marks, "كتـــاب", "كتاب"),
        (Marks, "می‌خواهم", "میخواهم"),
        (Marks, "co\u{ad}operate", "cooperate"),
        (Letters, "علي", "علی"),
        (Letters, "على", "علی"),
        (Letters, "كتاب", "کتاب"),
        (Letters, "أحمد", "احمد"),
        (Letters, "إسلام", "اسلام"),
        (Letters, "آباد", "اباد"),
        (Letters, "فاطمة", "فاطمه"),
        (Letters, "وہ", "وه"),
        (Letters, "٢٠٢٥", "2025"),
        (Letters, "۲۰۲۵", "٢٠٢٥"),
        (Letters, "ﻻﻫﻮر", "لاهور"),
        (Letters, "ﬁnance", "finance"),
        (LookAlikes, "\u{410}bbas", "Abbas"),
        (LookAlikes, "Раk\u{456}st\u{430}n", "Pakistan"),
        (LookAlikes, "\u{406}slamabad", "Islamabad"),
        (Signs, "don’t", "don't"),
        (Signs, "“quoted”", "\"quoted\""),
        (Signs, "2024–25", "2024-25"),
        (Signs, "two\u{a0}words", "two words"),
        (Signs, "two  \n words", "two words"),
        (Signs, "کیا؟", "کیا?"),
    ] {
        let alone = Folding::NONE.with(difference, true);
        assert_eq!(
            folded_by(one, alone),
            folded_by(other, alone),
            "{difference:?}: {one} {other}"
        );
        assert_eq!(folded_by(one, Folding::ALL), folded_by(other, Folding::ALL));
        // Two ways lead from these to the same: the hamza is a mark, capitals have no ligature.
        let both = ["أ", "إ", "آ", "ﬁ", "\u{a0}"]
            .iter()
            .any(|sign| one.contains(sign));
        let others = Folding::ALL.with(difference, false);
        let differ = folded_by(one, others) != folded_by(other, others);
        assert_eq!(differ, !both, "{difference:?}: {one} {other}");
    }
}

#[test]
fn what_is_different_stays_different() {
    for (one, other) in [
        ("کہا", "کھا"),
        ("کرے", "کری"),
        ("か", "が"),
        ("भा", "भ"),
        ("war", "wär e"),
        ("one. Two", "one.\n\nTwo"),
        ("ا", "l"),
    ] {
        let all = Folding::ALL;
        assert_ne!(folded_by(one, all), folded_by(other, all), "{one} {other}");
    }
}

#[test]
fn the_same_letter_is_the_same_however_unicode_writes_it() {
    for (one, other) in [
        ("é", "e\u{301}"),
        ("a\u{323}\u{302}", "a\u{302}\u{323}"),
        ("각", "\u{1100}\u{1161}\u{11a8}"),
    ] {
        let none = Folding::NONE;
        assert_eq!(folded_by(one, none), folded_by(other, none), "{one}");
    }
}

#[test]
fn plain_text_needs_few_pieces() {
    let text = "The quick brown fox jumps over the lazy dog. ".repeat(100);
    let folded = Folded::new(&text, &mut Letters::new(Folding::ALL), &|| false);
    assert_eq!(folded.map, {
        let mut map = Map::default();
        map.push(0, 0..text.len(), true);
        map.finish(text.len());
        map
    });
}

#[test]
fn every_switch_has_a_name_of_its_own() {
    let names: std::collections::BTreeSet<_> = Difference::ALL.map(Difference::name).into();
    assert_eq!(names.len(), Difference::ALL.len());
    let mut folding = Folding::NONE;
    for difference in Difference::ALL {
        folding = folding.with(difference, true);
        assert!(folding.overlooks(difference) && !difference.example().is_empty());
    }
    assert_eq!((folding, folding.count()), (Folding::ALL, 5));
}

/// Letters of every sort that folding has to do with.
const SORTS: &str = "[a-cA-C ßİıſςÅéĞ\u{301}\u{308}\u{323}\u{64e}\u{650}\u{640}\u{200c}\u{200d}ايىیكکهہةأآ٢۲АаВвІρΡ’“–\u{a0}\n\t👩👧🇵🇰가ﻻﷺが]{0,20}";

proptest! {
    #[test]
    fn places_lead_back_to_joints_whose_own_fold_is_what_was_there(
        text in SORTS, bits in 0_u8..32, from in 0_usize..40, length in 1_usize..20,
    ) {
        let mut letters = Letters::new(Folding(bits));
        let folded = Folded::new(&text, &mut letters, &|| false);
        prop_assert_eq!(folded.as_str(), fold(&text, &mut letters));
        let range = from..from + length;
        if let Some(original) = folded.original(range.clone()) {
            prop_assert!(original.end <= text.len());
            let words = text.get(original.clone()).unwrap();
            let expected = folded.as_str().get(range).unwrap();
            // Blanks cut in two would fold to two.
            if !expected.contains('\n') {
                prop_assert_eq!(fold(words, &mut letters), expected);
            }
            for at in [original.start, original.end] {
                let mut cursor = unicode_segmentation::GraphemeCursor::new(at, text.len(), true);
                prop_assert!(cursor.is_boundary(&text, 0).unwrap());
            }
        }
    }

    #[test]
    fn the_whole_leads_back_to_the_whole(text in "[a-zé ß\u{410}ي]{1,20}", bits in 0_u8..32) {
        let folded = Folded::new(&text, &mut Letters::new(Folding(bits)), &|| false);
        let all = 0..folded.as_str().len();
        prop_assert_eq!(folded.original(all), Some(0..text.len()));
    }

    #[test]
    fn folding_twice_is_folding_once(text in SORTS) {
        // What folds to nothing may part two runs of blanks: only the words are compared.
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let once = folded_by(&text, Folding::ALL);
        prop_assert_eq!(words(&folded_by(&once, Folding::ALL)), words(&once));
    }
}
