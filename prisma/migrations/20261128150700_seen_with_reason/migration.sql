-- A look without a reason ends when the organization begins to ask for one.
CREATE OR REPLACE FUNCTION viewer_or_seen_of_session(given_id text, idle_hours float8, staff_idle_hours float8)
RETURNS TABLE (
  "userId" text,
  "name" text,
  "email" text,
  "role" "UserRole",
  "timeZone" text,
  "language" text,
  "sessionId" text,
  "network" text,
  "provedAt" timestamptz,
  "signedInAt" timestamptz,
  "lastSeenAt" timestamptz,
  "secondFactorAt" timestamptz,
  "completedAt" timestamptz,
  "hasAuthenticator" boolean,
  "hasPasskey" boolean,
  "memberships" json,
  "seenAs" json,
  "readerId" text,
  "readerRole" "UserRole"
) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT
    u.id, u.name, u.email, u.role, u.time_zone, u.language,
    s.id, s.network, s.proved_at, s.created_at, s.last_seen_at, s.second_factor_at, s.completed_at,
    EXISTS (SELECT 1 FROM authenticator a WHERE a.user_id = u.id AND a.confirmed_at IS NOT NULL),
    EXISTS (SELECT 1 FROM passkey p WHERE p.user_id = u.id),
    (
      SELECT coalesce(json_agg(json_build_object(
        'organizationId', o.id,
        'organizationName', o.name,
        'role', m.role,
        'requiresSecondFactor', o.requires_second_factor
      ) ORDER BY o.name), '[]')
      FROM membership m
      JOIN organization o ON o.id = m.organization_id
      WHERE m.user_id = u.id
    ),
    seen.facts,
    coalesce(seen.user_id, u.id),
    CASE WHEN seen.user_id IS NULL THEN u.role ELSE 'customer' END
  FROM session s
  JOIN "user" u ON u.id = s.user_id
  LEFT JOIN LATERAL (
    SELECT c.id AS user_id, json_build_object(
      'id', v.id,
      'until', v.until,
      'reason', v.reason,
      'userId', c.id,
      'name', c.name,
      'email', c.email,
      'organizationId', o.id,
      'organizationName', o.name,
      'role', m.role
    ) AS facts
    FROM seen_as v
    JOIN "user" c ON c.id = v.user_id
    JOIN membership m ON m.user_id = c.id AND m.organization_id = v.organization_id
    JOIN organization o ON o.id = v.organization_id
    WHERE v.session_id = s.id
      AND v.ended_at IS NULL
      AND v.until > now()
      AND m.created_at <= v.started_at
      AND c.role = 'customer'
      AND c.disabled_at IS NULL
      AND c.session_version = v.version
      AND (v.reason IS NOT NULL OR NOT o.asks_reason)
    ORDER BY v.started_at DESC
    LIMIT 1
  ) seen ON u.role <> 'customer'
  WHERE s.id = given_id
    AND s.revoked_at IS NULL
    AND s.expires_at > now()
    AND s.last_seen_at > now() - make_interval(
      secs => (CASE WHEN u.role = 'customer' THEN idle_hours ELSE staff_idle_hours END) * 3600
    )
    AND s.version = u.session_version
    AND u.disabled_at IS NULL;
END
$$;
