-- What a receiver has been told and must know after a restart: the list of domains.
CREATE TABLE remembered (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL
);
