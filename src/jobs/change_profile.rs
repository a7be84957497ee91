//! Changing the bot's name and pictures on Discord.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::discord::people::Profile;
use crate::jobs::errand::{Errand, Trouble};
use crate::outbox::Picture;

/// Changes what is given.
pub async fn run(
    errand: &Errand,
    username: Option<String>,
    [avatar, banner]: [Option<Picture>; 2],
) -> Result<(), Trouble> {
    let profile = Profile {
        username,
        avatar: data_url(errand, avatar).await?,
        banner: data_url(errand, banner).await?,
    };
    errand.app.discord.change_profile(&profile).await?;
    errand.finish().await
}

/// A picture as Discord takes it.
///
/// <https://docs.discord.com/developers/reference#image-data>
async fn data_url(errand: &Errand, picture: Option<Picture>) -> Result<Option<String>, Trouble> {
    let Some(picture) = picture else {
        return Ok(None);
    };
    let bytes = errand.app.files.read_whole(&picture.key).await?;
    let encoded = STANDARD.encode(&bytes);
    Ok(Some(format!(
        "data:{};base64,{encoded}",
        picture.media_type
    )))
}
