namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>One choice of K and λ1, with what speaks for it.</summary>
/// <param name="Components">K.</param>
/// <param name="FeaturePenalty">λ1.</param>
/// <param name="Bic">Bayes's information criterion on the training samples; lower is better.</param>
/// <param name="HeldOut">Log-likelihood per held-out sample, in nats; higher is better.</param>
internal sealed record MixtureCandidate(int Components, double FeaturePenalty, double Bic, double HeldOut);
