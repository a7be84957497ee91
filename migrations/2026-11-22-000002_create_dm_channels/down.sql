DROP TABLE dm_channels;
