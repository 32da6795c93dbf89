-- Until now the zone of the first sign-in's device was kept. From now on it is what the person has
-- chosen; without a choice each device shows its own.
UPDATE "user" SET time_zone = NULL WHERE time_zone IS NOT NULL;
