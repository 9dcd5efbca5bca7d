import plotly.graph_objects as go

rows, columns = (list(range(1, size + 1)) for size in previous.shape)
figure = go.Figure(go.Heatmap(z=previous.tolist(), x=columns, y=rows, zmin=0, zmax=1, colorscale="Blues"))
figure.update_yaxes(autorange="reversed", title="layer").update_xaxes(title="head")
