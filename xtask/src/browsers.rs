use crate::Result; pub(crate) fn command(_: &[String]) -> Result { Ok(()) } pub(crate) fn ready(_: &[String]) -> Result { Ok(()) } pub(crate) fn test(_: &[String]) -> Result { Ok(()) }
