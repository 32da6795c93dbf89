-- Wakes one delivery of a webhook. Apart from notices, so that a slow receiver delays no mail.
SELECT pgboss.create_queue('webhooks', '{"policy": "standard", "retryLimit": 20, "retryDelay": 5, "retryBackoff": true, "expireInSeconds": 300, "retentionMinutes": 10080}');
