//! Named constraints, which become messages.

/// Whether the statement was refused by the constraint of this name.
pub fn refused_by(error: &sqlx::Error, constraint: &str) -> bool {
    error.as_database_error().and_then(|refused| refused.constraint()) == Some(constraint)
}
