drop table publication_reviews;
drop table accepted_differences;
drop table workflow_recordings;
