//! What the look promises, held over the tokens of both themes.

use super::*;

const LOWEST_CONTRAST: f32 = 4.5;
/// CIE76 distance between the hues of two of the five kinds, for any colour vision.
const KINDS_APART: f32 = 14.0;
/// The same between any two hues; three of the eight are spare.
const HUES_APART: f32 = 12.0;

fn themes() -> [(&'static str, &'static Theme); 2] {
    [("light", Theme::light()), ("dark", Theme::dark())]
}

#[test]
fn the_given_tokens_hold() {
    // The design's table, with two departures. Ochre on light was 946508: 4.40 to 1 on the
    // selection background. The dark selection background was 26344B: muted, rust and navy reached
    // 4.49, 4.19 and 3.93 on it. Each stands at the nearest passing colour.
    type Token = fn(&Theme) -> Rgb;
    #[rustfmt::skip]
    let table: [(&str, Token, [&str; 2]); 14] = [
        ("background", |t| t.background, ["F4F2EE", "17191C"]),
        ("pane", |t| t.pane, ["FFFFFF", "1E2125"]),
        ("pane 2", |t| t.pane2, ["FBFAF8", "1A1D20"]),
        ("line", |t| t.line, ["E3DFD8", "2E3238"]),
        ("ink", |t| t.ink, ["22262B", "DEE1E5"]),
        ("muted", |t| t.muted, ["5F646B", "969BA3"]),
        ("faint", |t| t.faint, ["A6A8AC", "646971"]),
        ("selection", |t| t.selection, ["2F5DA8", "7FA9EA"]),
        ("selection background", |t| t.selection_background, ["E8EFFA", "1D2A41"]),
        ("attack", |t| t.hue(Hue::Rust), ["9A3820", "DC7C48"]),
        ("strike", |t| t.hue(Hue::Navy), ["0F3F6E", "688EE4"]),
        ("policy", |t| t.hue(Hue::Violet), ["9445BB", "C7A8D5"]),
        ("diplomacy", |t| t.hue(Hue::Teal), ["147667", "4FD3A4"]),
        ("claim", |t| t.hue(Hue::Ochre), ["926305", "E7B72B"]),
    ];
    for (token, get, expected) in table {
        for ((theme, values), expected) in themes().into_iter().zip(expected) {
            assert_eq!(get(values).hex(), expected, "{token} in {theme}");
        }
    }
}

#[test]
fn text_and_marks_stand_out_on_every_ground() {
    for (name, theme) in themes() {
        let named = [
            ("ink", theme.ink),
            ("muted", theme.muted),
            ("selection", theme.selection),
            ("error", theme.error),
            ("warning", theme.warning),
            ("ok", theme.ok),
        ];
        let hues = Hue::ALL.map(|hue| (hue.name(), theme.hue(hue)));
        for (token, colour) in named.into_iter().chain(hues) {
            for ground in theme.grounds() {
                let ratio = contrast(colour, ground);
                let on = ground.hex();
                assert!(
                    ratio >= LOWEST_CONTRAST,
                    "{name}: {token} on {on} is {ratio:.2}"
                );
            }
        }
    }
}

#[test]
fn hues_differ_for_every_colour_vision() {
    for (name, theme) in themes() {
        for (vision, matrix) in VISIONS {
            for (i, a) in Hue::ALL.into_iter().enumerate() {
                for b in Hue::ALL.into_iter().skip(i + 1) {
                    let seen = |hue| lab(simulated(theme.hue(hue).linear(), matrix));
                    let apart = distance(seen(a), seen(b));
                    let kinds = Hue::OF_KINDS.contains(&a) && Hue::OF_KINDS.contains(&b);
                    let least = if kinds { KINDS_APART } else { HUES_APART };
                    assert!(
                        apart >= least,
                        "{name}, {vision}: {a:?} and {b:?} are {apart:.1} apart"
                    );
                }
            }
        }
    }
}

#[test]
fn contrast_follows_wcag() {
    let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
    let table = [
        (black, white, 21.0),
        (white, black, 21.0),
        (white, white, 1.0),
        (Rgb(0x77, 0x77, 0x77), white, 4.478),
    ];
    for (a, b, expected) in table {
        assert!((contrast(a, b) - expected).abs() < 0.01, "{a:?} {b:?}");
    }
}

#[test]
fn mixing_stays_between() {
    let (a, b) = (Rgb(0, 100, 255), Rgb(100, 0, 255));
    let table = [
        (0.0, a),
        (1.0, b),
        (0.5, Rgb(50, 50, 255)),
        (-3.0, a),
        (7.0, b),
        (f32::NAN, a),
    ];
    for (t, expected) in table {
        assert_eq!(mix(a, b, t), expected, "{t}");
    }
}

#[test]
fn a_colour_is_six_digits() {
    let table = [
        ("2F5DA8", Some(Rgb(0x2F, 0x5D, 0xA8))),
        ("2f5da8", Some(Rgb(0x2F, 0x5D, 0xA8))),
        ("", None),
        ("2F5DA", None),
        ("2F5DA80", None),
        ("+F5DA8", None),
        ("#F5DA8", None),
        ("２F5", None),
    ];
    for (text, expected) in table {
        assert_eq!(Rgb::try_from(text.to_owned()).ok(), expected, "{text}");
    }
}

type Matrix = [[f32; 3]; 3];

/// Full colour vision and the three dichromacies at severity 1.0, on linear light: Machado,
/// Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
/// deficiency", IEEE TVCG 15(6), 2009, table 1.
#[rustfmt::skip]
const VISIONS: [(&str, Matrix); 4] = [
    ("full colour vision", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ]),
    ("deuteranopia", [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ]),
    ("tritanopia", [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ]),
];

fn dot(row: [f32; 3], light: [f32; 3]) -> f32 {
    row.into_iter().zip(light).map(|(a, b)| a * b).sum()
}

fn simulated(light: [f32; 3], matrix: Matrix) -> [f32; 3] {
    matrix.map(|row| dot(row, light).clamp(0.0, 1.0))
}

/// CIE L*a*b* of linear sRGB light, white point D65 (IEC 61966-2-1, CIE 15).
fn lab(light: [f32; 3]) -> [f32; 3] {
    let x = dot([0.412_456_4, 0.357_576_1, 0.180_437_5], light) / 0.950_47;
    let y = dot([0.212_672_9, 0.715_152_2, 0.072_175], light);
    let z = dot([0.019_333_9, 0.119_192, 0.950_304_1], light) / 1.088_83;
    let [x, y, z] = [x, y, z].map(|t| {
        if t > 216.0 / 24_389.0 {
            t.cbrt()
        } else {
            (24_389.0 / 27.0 * t + 16.0) / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIE76 colour difference.
fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
    let squares = a.into_iter().zip(b).map(|(a, b)| (a - b) * (a - b));
    squares.sum::<f32>().sqrt()
}
