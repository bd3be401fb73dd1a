//! Object storage: bytes under a name, in a folder of this machine or in a bucket that several
//! servers share. A name is written once and never again with other bytes.

use crate::config::FilesConfig;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt};
use object_store::{
    ObjectStore, ObjectStoreExt, local::LocalFileSystem, memory::InMemory, path::Path,
};
use std::{path::Path as Folder, sync::Arc};

#[derive(Debug, Clone)]
pub struct Objects(Arc<dyn ObjectStore>);

/// In memory: for tests, and for commands that store nothing.
impl Default for Objects {
    fn default() -> Self {
        Self(Arc::new(InMemory::new()))
    }
}

/// A stored object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lying {
    pub name: String,
    pub bytes: u64,
    pub since: DateTime<Utc>,
}

impl Objects {
    /// As configured: a bucket, else a folder, which is made if it is missing.
    pub fn open(config: &FilesConfig, data_dir: &Folder) -> Result<Self> {
        match &config.files_url {
            Some(url) => bucket(url),
            None => {
                Self::in_folder(&config.files_dir.clone().unwrap_or_else(|| data_dir.join("files")))
            }
        }
    }

    pub fn in_folder(folder: &Folder) -> Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder for files, {}", folder.display()))?;
        let store = LocalFileSystem::new_with_prefix(folder)
            .with_context(|| format!("cannot use {} for files", folder.display()))?;
        Ok(Self(Arc::new(store.with_automatic_cleanup(true).with_fsync(true))))
    }

    pub async fn put(&self, name: &str, bytes: Vec<u8>) -> object_store::Result<()> {
        self.0.put(&Path::from(name), bytes.into()).await.map(|_| ())
    }

    /// `None`: no object has this name.
    pub async fn get(&self, name: &str) -> object_store::Result<Option<Vec<u8>>> {
        let found = match self.0.get(&Path::from(name)).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            found => found?,
        };
        Ok(Some(found.bytes().await?.to_vec()))
    }

    /// A missing object counts as removed.
    pub async fn delete(&self, name: &str) -> object_store::Result<()> {
        match self.0.delete(&Path::from(name)).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            deleted => deleted,
        }
    }

    /// All objects, in no order.
    pub fn list(&self) -> impl Stream<Item = object_store::Result<Lying>> {
        self.0.list(None).map(|lying| {
            lying.map(|lying| Lying {
                name: lying.location.to_string(),
                bytes: lying.size,
                since: lying.last_modified,
            })
        })
    }
}

/// `s3://bucket` or `s3://bucket/folder`; the endpoint and the keys are in the environment
/// (AWS_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ALLOW_HTTP).
#[cfg(feature = "s3")]
fn bucket(url: &str) -> Result<Objects> {
    Objects::in_bucket(url, std::env::vars().filter(|(name, _)| name.starts_with("AWS_")))
}

#[cfg(feature = "s3")]
impl Objects {
    /// `settings`: from the environment. Names that are no bucket setting are skipped.
    pub fn in_bucket(
        url: &str,
        settings: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self> {
        use object_store::{aws::AmazonS3Builder, prefix::PrefixStore};
        // Once per process; an earlier call may have chosen the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let known = settings
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_ascii_lowercase().parse().ok()?, value)));
        let builder = known.fold(AmazonS3Builder::new().with_url(url), |builder, (key, value)| {
            builder.with_config(key, value)
        });
        let store =
            builder.build().with_context(|| format!("cannot use the bucket {url} for files"))?;
        let folder =
            url.trim_start_matches("s3://").split_once('/').map_or("", |(_, folder)| folder);
        Ok(Self(if folder.is_empty() {
            Arc::new(store)
        } else {
            Arc::new(PrefixStore::new(store, folder))
        }))
    }
}

#[cfg(not(feature = "s3"))]
fn bucket(_: &str) -> Result<Objects> {
    anyhow::bail!(
        "FARMFAIR_FILES_URL is set, but this program was built without the feature s3 (cargo build --features s3)"
    )
}
