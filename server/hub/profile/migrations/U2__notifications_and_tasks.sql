drop table export_files, tasks, push_keys, push_messages, push_subscriptions, digest_settings, notification_settings, notifications;
