drop table user_addresses, user_activities, user_preferences, user_avatars, user_profiles;
