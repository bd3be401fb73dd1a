//! First and later starts, who may do what, and the starts that are refused.

use super::super::user::User;
use super::{Durability, Embedded, harvest, plant, query, start};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

#[test]
fn rows_outlive_a_restart_and_each_role_has_its_rights() {
    let temp = TempDir::new().unwrap();
    let first = Embedded::start(temp.path(), Durability::Durable).unwrap();
    plant(&first);
    let (owner, server) = (first.owner_url().to_owned(), first.server_url().to_owned());
    let settings = "select current_setting('fsync'), current_setting('full_page_writes'), \
                    current_setting('data_checksums'), current_setting('server_encoding'), \
                    current_setting('timezone'), datcollate \
                    from pg_database where datname = 'farmfair'";
    assert_eq!(query(&server, settings).unwrap(), "on|on|on|UTF8|UTC|C.UTF-8");
    assert!(query(&server, "create table t (i int)").unwrap_err().contains("permission denied"));
    assert!(
        query(&server, "create temporary table t (i int)")
            .unwrap_err()
            .contains("permission denied")
    );
    assert!(query(&server, "create database other").unwrap_err().contains("permission denied"));
    query(&owner, "create database copy template farmfair").unwrap();
    let supers = "select count(*) from pg_roles where rolsuper and rolname like 'farmfair%'";
    assert_eq!(query(&owner, supers).unwrap(), "0");
    let (before, after) = owner.split_once("farmfair_owner:").unwrap();
    let wrong = format!("{before}farmfair_owner:0{after}");
    assert!(query(&wrong, "select 1").unwrap_err().contains("password authentication failed"));
    first.stop().unwrap();
    assert!(query(&server, "select 1").is_err());

    let second = start(temp.path());
    assert_eq!((second.owner_url(), second.server_url()), (&*owner, &*server));
    assert_eq!(harvest(&second), "红糖");
    assert_eq!(
        query(&owner, "select current_setting('fsync'), current_setting('max_connections')")
            .unwrap(),
        "off|200"
    );
}

#[test]
fn a_second_start_is_refused_and_told_who_is_there() {
    let temp = TempDir::new().unwrap();
    let first = start(temp.path());
    let sentence = Embedded::start(temp.path(), Durability::Throwaway).err().unwrap().to_string();
    assert!(sentence.contains(&format!("pid {}", std::process::id())), "{sentence}");
    assert!(sentence.contains("DATABASE_URL"), "{sentence}");
    drop(first);
    start(temp.path());
}

#[test]
fn deep_closed_and_oddly_named_folders_serve() {
    let temp = TempDir::new().unwrap();
    // Closed to others: as root this needs the namespace.
    fs::set_permissions(temp.path(), Permissions::from_mode(0o700)).unwrap();
    let dir = temp.path().join("农展, 通".repeat(4)).join("x".repeat(120)).join("database");
    let database = start(&dir);
    let socket = database.setup.folder.socket().to_owned();
    assert!(socket.starts_with("/tmp"));
    assert!(!matches!(database.setup.user, User::Other { .. }));
    plant(&database);
    drop(database);
    assert!(!socket.exists());

    // The folders above are opened: as root another user runs Postgres, and gets the files.
    for folder in dir.ancestors().skip(1).take_while(|folder| folder.starts_with(temp.path())) {
        fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
    }
    let database = start(&dir);
    assert!(!matches!(database.setup.user, User::Namespace { .. }));
    assert_eq!(harvest(&database), "红糖");
    drop(database);

    // And closed again; and the passwords are lost.
    fs::set_permissions(temp.path(), Permissions::from_mode(0o700)).unwrap();
    fs::remove_file(dir.join("server.password")).unwrap();
    assert_eq!(harvest(&start(&dir)), "红糖");
}

#[test]
fn what_is_no_cluster_is_left_alone() {
    let temp = TempDir::new().unwrap();
    fs::create_dir(temp.path().join("data")).unwrap();
    fs::write(temp.path().join("data/letter"), "dear").unwrap();
    let sentence = Embedded::start(temp.path(), Durability::Throwaway).err().unwrap().to_string();
    assert!(sentence.contains("move it away"), "{sentence}");
    assert!(temp.path().join("data/letter").exists());

    fs::write(temp.path().join("data/PG_VERSION"), "9\n").unwrap();
    let sentence = Embedded::start(temp.path(), Durability::Throwaway).err().unwrap().to_string();
    assert!(sentence.contains("made by Postgres 9"), "{sentence}");
}

#[test]
fn a_cluster_that_cannot_start_says_why() {
    let temp = TempDir::new().unwrap();
    start(temp.path()).stop().unwrap();
    fs::remove_file(temp.path().join("data/global/pg_control")).unwrap();
    let sentence = Embedded::start(temp.path(), Durability::Throwaway).err().unwrap().to_string();
    assert!(sentence.contains("postgres.log") && !sentence.contains('\n'), "{sentence}");
}
