-- The cookie that stands for a session in a browser. Its secret has 256 random bits and is kept hashed.
CREATE TABLE "session_cookie" (
    "hash" BYTEA NOT NULL,
    "session_id" UUID NOT NULL,
    -- Moves on while it is used; the session's own end is the last.
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_cookie_pkey" PRIMARY KEY ("hash"),
    CONSTRAINT "session_cookie_session_once" UNIQUE ("session_id"),
    CONSTRAINT "session_cookie_session_fk" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
