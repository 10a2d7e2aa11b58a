//! The bundled faces as bytes: the window draws with them, and charts are measured with them, so
//! that both agree on how wide a label is. Licences and origins: `assets/fonts/README.md`.

macro_rules! face {
    ($name:literal, $file:literal) => {
        (
            $name,
            include_bytes!(concat!("../../assets/fonts/", $file)).as_slice(),
        )
    };
}

/// Every bundled face: our name for it and the bytes of its file.
pub static FACES: [(&str, &[u8]); 12] = [
    face!("inter", "Inter-Regular.otf"),
    face!("inter-medium", "Inter-Medium.otf"),
    face!("inter-semibold", "Inter-SemiBold.otf"),
    face!("tabular", "TightropeTabular-Regular.otf"),
    face!("serif", "NotoSerif-Regular.ttf"),
    face!("serif-bold", "NotoSerif-Bold.ttf"),
    face!("serif-italic", "NotoSerif-Italic.ttf"),
    face!("naskh", "NotoNaskhArabic-Regular.ttf"),
    face!("nastaliq", "NotoNastaliqUrdu-Regular.ttf"),
    face!("symbols2", "NotoSansSymbols2-Regular.ttf"),
    face!("symbols", "NotoSansSymbols-Regular.ttf"),
    face!("emoji", "NotoEmoji-Regular.ttf"),
];

/// The bytes of a bundled face, for measuring outside egui. `None` if there is no such face.
pub fn face_bytes(name: &str) -> Option<&'static [u8]> {
    FACES
        .iter()
        .find_map(|(face, bytes)| (*face == name).then_some(*bytes))
}

/// How large a face is drawn, as a multiple of the size asked for. Emoji are drawn larger than
/// letters of the same size; bring them down to the line.
pub fn scale_of(face: &str) -> f32 {
    if face == "emoji" { 0.85 } else { 1.0 }
}
