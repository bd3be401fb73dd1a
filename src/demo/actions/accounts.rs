//! Accounts of a demonstration: one for each role and scope, with random passwords, in a file that
//! only its owner can read. They are created once; later changes are kept.

use super::enquiries;
use crate::{
    demo::store::{self, Actor},
    identity::{
        self,
        model::{
            NewUser,
            role::{Role, Scope},
        },
    },
    values::ids::OrganisationId,
};
use anyhow::{Context, Result, anyhow};
use data_encoding::BASE32_NOPAD;
use sqlx::{Connection, PgConnection};
use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

/// The file, below the data directory.
pub const FILE: &str = "demo-accounts.csv";

/// Creates the missing accounts; returns how many.
pub async fn open(connection: &mut PgConnection, data_dir: &Path) -> Result<usize> {
    let mut transaction = connection.begin().await?;
    store::lock(&mut transaction).await?;
    let actors = store::actors(&mut transaction).await?;
    let mut lines = vec!["login,password,role,scope".to_string()];
    let mut suppliers = Vec::new();
    for actor in &actors {
        let password = password()?;
        let hash = identity::actions::hash(&password).await?;
        let user = user(actor)?;
        let id = identity::store::insert(&mut transaction, &user, Some(&hash)).await?;
        suppliers.extend(
            user.scope
                .organisation()
                .filter(|_| user.role == Role::Supplier)
                .map(|organisation| (id, organisation)),
        );
        let scope = actor
            .organisation_id
            .map(|id| id.to_string())
            .or(actor.place.clone())
            .unwrap_or_default();
        lines.push(format!("{},{password},{},{scope}", actor.login, actor.role));
    }
    enquiries::ask(&mut transaction, &suppliers).await?;
    if !actors.is_empty() {
        write(data_dir, &(lines.join("\n") + "\n"))?;
    }
    transaction.commit().await?;
    Ok(actors.len())
}

fn user(actor: &Actor) -> Result<NewUser> {
    let role: Role = actor.role.parse().map_err(|()| anyhow!("no role {}", actor.role))?;
    let place = || {
        actor.place.as_deref().and_then(|code| code.parse().ok()).context("a place without a code")
    };
    let scope = match role {
        Role::Supplier | Role::Buyer => Scope::Organisation(OrganisationId(
            actor.organisation_id.context("a party without a number")?,
        )),
        Role::VillageTeam => Scope::Village(place()?),
        Role::BannerOfficer => Scope::Banner(place()?),
        Role::Organiser | Role::Auditor | Role::Administrator => Scope::All,
    };
    let name = format!("{}(演示)", role.name(crate::values::lang::Lang::Zh));
    Ok(NewUser { login: actor.login.clone(), name, role, scope })
}

/// Eighty random bits in four groups, for typing.
fn password() -> Result<String> {
    let mut bytes = [0; 10];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("no random bytes: {error}"))?;
    let letters = BASE32_NOPAD.encode(&bytes).to_lowercase();
    let groups: Vec<&str> =
        (0..letters.len()).step_by(4).filter_map(|at| letters.get(at..at + 4)).collect();
    Ok(groups.join("-"))
}

fn write(data_dir: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(data_dir).with_context(|| format!("cannot make {}", data_dir.display()))?;
    let path = data_dir.join(FILE);
    // An existing file belongs to deleted accounts; its permissions may be wrong.
    if let Err(error) = fs::remove_file(&path)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        return Err(error).with_context(|| format!("cannot replace {}", path.display()));
    }
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(text.as_bytes())?;
    Ok(file.sync_all()?)
}
