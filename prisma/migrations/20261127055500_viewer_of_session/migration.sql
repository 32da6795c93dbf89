-- The viewer's query: docs/decisions/2026-11-27-the-viewers-query-is-a-function.md. A connection plans a
-- function's query once, which takes longer than running it; named statements would need a pooler that
-- keeps them. To change it, add a function under another name, since the version that still runs calls this one.
CREATE FUNCTION viewer_of_session(given_id text, idle_hours float8, staff_idle_hours float8)
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
  "memberships" json
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
    )
  FROM session s
  JOIN "user" u ON u.id = s.user_id
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
