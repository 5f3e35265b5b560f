//! "Did you mean": the known name nearest to one that is not known.

/// The candidate nearest to `name`, if it is near enough to be a slip of the hand.
#[must_use]
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

/// The form that was surely meant: between names as short as `lov` and `lou` a letter exchanged is another form and
/// no slip.
pub fn nearest_form<'a>(name: &str, forms: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let length = |name: &str| name.chars().count();
    nearest(name, forms).filter(|form| length(form) > 4 || length(form) != length(name))
}

/// The answer that was surely meant: a wrong guess could turn no into yes, so that the first letter must agree and
/// no other answer may be as near.
pub fn nearest_answer<'a>(word: &str, answers: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let word = plain(word);
    let near = |answer: &&str| word.len() > 2 && plain(answer).chars().next() == word.chars().next();
    let distance = |answer: &&str| strsim::damerau_levenshtein(&word, &plain(answer));
    let mut answers: Vec<&str> = answers.into_iter().filter(near).collect();
    answers.sort_by_key(distance);
    match answers.as_slice() {
        [first, second, ..] if distance(first) == distance(second) => None,
        [first, ..] if distance(first) <= (first.chars().count() / 3).clamp(1, 2) => {
            Some((*first).to_owned())
        }
        _ => None,
    }
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
