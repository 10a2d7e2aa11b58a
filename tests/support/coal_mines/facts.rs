//! What the text of the coal-mine sample tells, as a careful reader takes it down.

use DateBasis::{Explicit, InferredYear, RelativeToAnchor};
use tightrope::model::when::DateBasis;

/// One explosion as the text tells it.
pub struct Told {
    /// The words that tell it.
    pub words: &'static str,
    pub title: &'static str,
    /// As written; empty where the words give no date.
    pub when: &'static str,
    pub date: &'static str,
    pub basis: DateBasis,
    pub place: &'static str,
    /// As written, then low, best and high.
    pub toll: (&'static str, Option<u32>, Option<u32>, Option<u32>),
}

pub const fn told(
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
pub const EXPLOSIONS: &[Told] = &[
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
pub const OTHERS: &[Told] = &[
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
pub type Act = (
    &'static str,
    &'static str,
    &'static str,
    (&'static str, &'static str, DateBasis),
    Option<(&'static str, &'static str)>,
);

pub const ASSENT: &str = "the Act itself: the day of royal assent";

pub const ACTS: &[Act] = &[
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

pub const ASSESSMENTS: &[(&str, &str)] = &[
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
