drop table kept_secrets;
