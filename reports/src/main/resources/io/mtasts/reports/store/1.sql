-- Words in braces differ between the databases, see Dialect. Each statement ends in a semicolon at the end of a line.

CREATE TABLE domain (
    id {identity},
    name TEXT NOT NULL UNIQUE
);

-- Whose signature held, or, where none did, whose name stands in the report.
CREATE TABLE submitter (
    id {identity},
    name TEXT NOT NULL,
    verified INTEGER NOT NULL,
    UNIQUE (name, verified)
);

-- A policy as senders reported it; lines and patterns one a line.
CREATE TABLE policy (
    id {identity},
    hash {bytes} NOT NULL UNIQUE,
    type TEXT NOT NULL,
    digest TEXT NOT NULL,
    mode TEXT NOT NULL,
    lines TEXT NOT NULL,
    patterns TEXT NOT NULL
);

-- Reports as they came, for the shorter of the two times.
CREATE TABLE report (
    id {identity},
    arrived BIGINT NOT NULL,
    door TEXT NOT NULL,
    submitter BIGINT NOT NULL REFERENCES submitter,
    organization TEXT NOT NULL,
    contact TEXT NOT NULL,
    name TEXT NOT NULL,
    starts BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    raw {bytes} NOT NULL
);

CREATE INDEX report_arrived ON report (arrived);

CREATE INDEX report_submitter ON report (submitter);

-- What was counted once and is not counted again: one row for each domain in a report. Outlives the report.
CREATE TABLE counted (
    id {identity},
    hash {bytes} NOT NULL UNIQUE,
    report BIGINT NOT NULL,
    arrived BIGINT NOT NULL,
    domain BIGINT NOT NULL REFERENCES domain,
    day INTEGER NOT NULL
);

CREATE INDEX counted_arrived ON counted (arrived);

CREATE INDEX counted_domain ON counted (domain);

CREATE INDEX counted_report ON counted (report);

-- One row for each policy in a report. What belongs to a domain and a time lies together.
CREATE TABLE tally (
    domain BIGINT NOT NULL REFERENCES domain,
    day INTEGER NOT NULL,
    counted BIGINT NOT NULL,
    place INTEGER NOT NULL,
    submitter BIGINT NOT NULL REFERENCES submitter,
    policy BIGINT NOT NULL REFERENCES policy,
    successful BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    PRIMARY KEY (domain, day, counted, place)
){clustered};

CREATE INDEX tally_policy ON tally (policy);

CREATE INDEX tally_submitter ON tally (submitter);

-- One row for each way to fail (RFC 8460 section 4.4, failure-details), equal ones added up.
CREATE TABLE failure (
    domain BIGINT NOT NULL,
    day INTEGER NOT NULL,
    counted BIGINT NOT NULL,
    place INTEGER NOT NULL,
    detail INTEGER NOT NULL,
    type TEXT NOT NULL,
    reason TEXT NOT NULL,
    host TEXT NOT NULL,
    address TEXT NOT NULL,
    helo TEXT NOT NULL,
    sender TEXT NOT NULL,
    information TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    PRIMARY KEY (domain, day, counted, place, detail),
    FOREIGN KEY (domain, day, counted, place) REFERENCES tally ON DELETE CASCADE
){clustered};
