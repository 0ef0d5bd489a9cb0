"""A storage in a bucket of an S3 store, by obstore.

S3 API reference: https://docs.aws.amazon.com/AmazonS3/latest/API/
"""
