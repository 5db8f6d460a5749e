//! Sorting by a comparison, compiled once for everything: the standard library compiles its sort anew for each kind of
//! record, 4 kB of WebAssembly at a time. Numbers of places are sorted here, and the records follow them.

use std::cmp::Ordering;

/// Sorts; equals keep their order.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..items.len()).collect();
    arrange(&mut places, &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut held: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(places.into_iter().filter_map(|at| held.get_mut(at)?.take()));
}

/// Sorts, smallest first; equals keep their order.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

fn arrange(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_equal_keeps_its_order() {
        let mut words = vec!["pear", "fig", "plum", "date", "nut"];
        super::sort_by(&mut words, |a, b| a.len().cmp(&b.len()));
        assert_eq!(words, ["fig", "nut", "pear", "plum", "date"]);
        super::sort(&mut words);
        assert_eq!(words, ["date", "fig", "nut", "pear", "plum"]);
    }
}
