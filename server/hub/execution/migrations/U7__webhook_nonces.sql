drop table webhook_nonces;
