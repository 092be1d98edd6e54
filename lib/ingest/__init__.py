"""Files in: tables read, every bad cell named, checked rows written in one transaction."""
