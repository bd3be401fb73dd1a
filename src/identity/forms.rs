//! What is typed into the pages of accounts, and what it has to be.

mod account;
mod saved;
mod users;

pub use account::{CodeForm, EmailForm, PasswordForm, SecondFactorForm, SignInForm};
pub use saved::SavedFilterForm;
pub use users::UserForm;
