"""What happens without a request. Jobs go organisation by organisation, each in a transaction of its own."""
