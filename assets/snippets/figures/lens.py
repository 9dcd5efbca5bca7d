import plotly.graph_objects as go

go.Figure(go.Scatter(y=first)).update_xaxes(title="layer").update_yaxes(title="likeliest word", range=[0, 1])
