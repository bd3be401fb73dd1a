//! The forms of the account pages, and their rules.

mod account;
mod saved;
mod users;

pub use account::{CodeForm, EmailForm, PasswordForm, SecondFactorForm, SignInForm};
pub use saved::SavedFilterForm;
pub use users::UserForm;
