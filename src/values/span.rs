//! The sums that follow from known sums: their linear combinations.

/// Equations are solved in the field of this prime: the coefficients are small whole numbers.
const PRIME: i64 = 1_000_003;

/// The linear combinations of everything learned, as reduced rows.
#[derive(Default)]
pub struct Span(Vec<Row>);

struct Row {
    pivot: usize,
    /// 1 at the pivot.
    form: Vec<i64>,
}

impl Span {
    /// Adds a known sum by its coefficients.
    pub fn learn(&mut self, form: Vec<i64>) {
        self.learns(form);
    }

    /// The same; returns whether the sum was independent of the others.
    pub fn learns(&mut self, form: Vec<i64>) -> bool {
        let mut form = self.reduced(form);
        let Some(pivot) = form.iter().position(|x| *x != 0) else { return false };
        let inverse = power(form[pivot], PRIME - 2);
        form.iter_mut().for_each(|x| *x = *x * inverse % PRIME);
        self.0.push(Row { pivot, form });
        true
    }

    /// Whether a sum follows from the known ones.
    pub fn tells(&self, form: Vec<i64>) -> bool {
        self.reduced(form).iter().all(|x| *x == 0)
    }

    fn reduced(&self, mut form: Vec<i64>) -> Vec<i64> {
        for row in &self.0 {
            let times = form[row.pivot];
            if times != 0 {
                form.iter_mut()
                    .zip(&row.form)
                    .for_each(|(x, y)| *x = (*x - times * y).rem_euclid(PRIME));
            }
        }
        form
    }
}

fn power(base: i64, exponent: i64) -> i64 {
    match exponent {
        0 => 1,
        n if n % 2 == 0 => power(base * base % PRIME, n / 2),
        n => base * power(base, n - 1) % PRIME,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_follows_from_its_total_and_the_other_parts() {
        let mut span = Span::default();
        span.learn(vec![1, 1, 1]);
        span.learn(vec![0, 1, 0]);
        assert!(span.tells(vec![1, 0, 1]) && !span.tells(vec![1, 0, 0]));
        span.learn(vec![0, 0, 1]);
        assert!(span.tells(vec![1, 0, 0]));
    }
}
