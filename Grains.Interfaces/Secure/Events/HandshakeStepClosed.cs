namespace Tapestry.Grains.Interfaces.Secure.Events;

/// <summary>Audit event: what closing a step led to.</summary>
public sealed record HandshakeStepClosed(SecureStepResult Result);
