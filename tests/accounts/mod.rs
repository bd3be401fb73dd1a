//! Signing in and out, invitations, the second factor, and the trail of it.

mod door;
mod factor;
mod foreign;
mod telephones;
mod trail;
mod words;
