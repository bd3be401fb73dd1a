//! The passwords of the two roles: random, generated once, in files that only we can read.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

pub(super) struct Passwords {
    pub owner: String,
    pub server: String,
}

impl Passwords {
    pub fn random() -> Result<Self> {
        Ok(Self { owner: random()?, server: random()? })
    }

    /// None if either is missing.
    pub fn load(dir: &Path) -> Result<Option<Self>> {
        let (owner, server) = (read(dir, "owner.password")?, read(dir, "server.password")?);
        Ok(owner.zip(server).map(|(owner, server)| Self { owner, server }))
    }

    pub fn save(&self, dir: &Path) -> Result<()> {
        write(dir, "owner.password", &self.owner)?;
        write(dir, "server.password", &self.server)
    }
}

/// 192 bits in hexadecimal digits, so that neither SQL nor a URL has to escape it.
fn random() -> Result<String> {
    let mut bytes = [0u8; 24];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .context("cannot read /dev/urandom for a password: make it readable")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// None if the file is missing or invalid: the passwords can always be set again.
fn read(dir: &Path, name: &str) -> Result<Option<String>> {
    match fs::read_to_string(dir.join(name)) {
        Ok(text) => Ok(Some(text.trim().to_owned())
            .filter(|text| text.len() == 48 && text.bytes().all(|byte| byte.is_ascii_hexdigit()))),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => {
            Ok(None)
        }
        Err(error) => Err(error).with_context(|| {
            format!("cannot read {}: start as its owner", dir.join(name).display())
        }),
    }
}

/// Written completely or not at all, also after a power cut.
fn write(dir: &Path, name: &str, password: &str) -> Result<()> {
    let (new, place) = (dir.join(format!("{name}.new")), dir.join(name));
    let replace = || {
        let mut file =
            File::options().create(true).write(true).truncate(true).mode(0o600).open(&new)?;
        file.write_all(password.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, &place)?;
        File::open(dir)?.sync_all()
    };
    replace().with_context(|| format!("cannot write {}: make its folder writable", place.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn passwords_differ_are_kept_and_are_ours_alone() {
        let temp = tempfile::tempdir().unwrap();
        assert!(Passwords::load(temp.path()).unwrap().is_none());
        let made = Passwords::random().unwrap();
        assert_ne!(made.owner, made.server);
        made.save(temp.path()).unwrap();
        let kept = Passwords::load(temp.path()).unwrap().unwrap();
        assert_eq!((kept.owner, kept.server), (made.owner, made.server));
        let mode = fs::metadata(temp.path().join("owner.password")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn half_a_pair_or_a_spoilt_file_counts_as_none() {
        let temp = tempfile::tempdir().unwrap();
        Passwords::random().unwrap().save(temp.path()).unwrap();
        fs::write(temp.path().join("server.password"), "'; drop table").unwrap();
        assert!(Passwords::load(temp.path()).unwrap().is_none());
        fs::remove_file(temp.path().join("server.password")).unwrap();
        assert!(Passwords::load(temp.path()).unwrap().is_none());
    }
}
