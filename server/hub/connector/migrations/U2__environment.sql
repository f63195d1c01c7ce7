alter table connections drop column environment;
