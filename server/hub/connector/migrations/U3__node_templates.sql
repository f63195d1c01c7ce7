drop table node_templates;
