//! Chooses things whose sizes add up to a given sum exactly: how the ledger meets the figures of the article.

/// Chooses candidates, in their order where possible, whose sizes add up to `target`.
///
/// Sizes and target are whole multiples of `step`. `None` if no choice was found.
#[must_use]
pub fn choose(candidates: &[(usize, i64)], target: i64, step: i64) -> Option<Vec<usize>> {
    if target < 0 || target % step != 0 {
        return None;
    }
    // Take in order while far away, then solve the rest exactly among those left.
    let largest = candidates.iter().map(|(_, size)| *size).max().unwrap_or(0);
    let mut chosen = Vec::new();
    let mut left = target;
    let mut rest = candidates.iter();
    while left > 8 * largest {
        let (id, size) = rest.next()?;
        chosen.push(*id);
        left -= size;
    }
    let tail: Vec<(usize, i64)> = rest.copied().collect();
    chosen.extend(solve(&tail, left, step)?);
    Some(chosen)
}

/// Subset sum: `reached[s]` names the candidate that first reached the sum s.
fn solve(candidates: &[(usize, i64)], target: i64, step: i64) -> Option<Vec<usize>> {
    let goal = usize::try_from(target / step).ok()?;
    let mut reached: Vec<Option<usize>> = vec![None; goal + 1];
    for (index, (_, size)) in candidates.iter().enumerate() {
        let size = usize::try_from(size / step).ok().filter(|s| *s > 0)?;
        // Downwards, so that no candidate is taken twice.
        for sum in (size..=goal).rev() {
            let from = sum - size;
            let open = reached.get(sum).is_some_and(Option::is_none);
            let possible = from == 0 || reached.get(from).is_some_and(Option::is_some);
            if open
                && possible
                && let Some(slot) = reached.get_mut(sum)
            {
                *slot = Some(index);
            }
        }
        if reached.last().is_some_and(Option::is_some) {
            break;
        }
    }
    let mut chosen = Vec::new();
    let mut sum = goal;
    while sum > 0 {
        let (id, size) = candidates.get((*reached.get(sum)?)?)?;
        chosen.push(*id);
        sum = sum.checked_sub(usize::try_from(size / step).ok()?)?;
    }
    Some(chosen)
}

/// Chooses candidates in their order whose sizes come near `target`, and their sum.
#[must_use]
pub fn near(candidates: &[(usize, i64)], target: i64) -> (Vec<usize>, i64) {
    let mut chosen = Vec::new();
    let mut sum = 0;
    for (id, size) in candidates {
        if sum + size / 2 <= target {
            chosen.push(*id);
            sum += size;
        }
    }
    (chosen, sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_add_up() {
        let candidates: Vec<(usize, i64)> = (0..60).map(|i| (i, 1_000 + (i as i64 * 37 % 90) * 20)).collect();
        for target in [0, 6_000, 41_260, 90_020] {
            let chosen = choose(&candidates, target, 20).unwrap();
            let mut once = chosen.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), chosen.len(), "nothing is taken twice");
            assert_eq!(chosen.iter().map(|id| candidates[*id].1).sum::<i64>(), target);
        }
        assert_eq!(choose(&candidates, 30, 20), None);
        assert_eq!(choose(&candidates, 10_000_000, 20), None);
    }
}
