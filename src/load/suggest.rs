//! "Did you mean": the known name nearest to one that is not known.

/// The candidate nearest to `name`, if it is near enough to be a slip of the hand.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let name = plain(name);
    let allowed = (name.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&name, &plain(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

/// Lower case, without what is easily mixed up in names: accents, hyphens, spaces.
fn plain(name: &str) -> String {
    let fold = |letter: char| match letter {
        'å' | 'ä' | 'á' | 'à' => 'a',
        'ö' | 'ó' => 'o',
        'é' | 'è' => 'e',
        '-' | ' ' => '_',
        other => other,
    };
    name.chars().take(64).flat_map(char::to_lowercase).map(fold).collect()
}
